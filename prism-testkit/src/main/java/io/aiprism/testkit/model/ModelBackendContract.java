package io.aiprism.testkit.model;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;

/**
 * What every backend fulfils that asks a provider itself. The test of a backend implements this interface and says how to come
 * by a provider that does what it is told; it needs nothing else:
 *
 * {@snippet :
 * final class AcmeBackendTest implements ModelBackendContract {
 *     public ModelProvider openProvider() {
 *         return new AcmeServer();
 *     }
 * }
 * }
 *
 * <p>Backends that wrap others are held to it around a {@link ScriptedProvider}, as far as it is not their job to repeat calls or
 * to answer without one.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public interface ModelBackendContract
        extends AnswerContract,
                FailureContract,
                StreamContract,
                CallEndContract,
                ConcurrentCallsContract,
                TokenCountContract,
                ClosingContract {}

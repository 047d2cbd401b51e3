package io.aiprism.testkit.task;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What holds on every task executor. The test of an executor implements this interface and brings the executor with
 * {@link #harness()}; it needs nothing else:
 *
 * {@snippet :
 * class MyExecutorTest implements TaskManagerContract {
 *     public TaskExecutorHarness harness() {
 *         return new MyHarness();
 *     }
 * }
 * }
 *
 * <p>The suite builds managers on the executor, as applications do, and turns their clock by hand. What an executor does not
 * declare as one of its {@link TaskExecutorHarness#capabilities() capabilities} is not skipped: it must be refused as
 * documented.
 *
 * <p>At the end a report is written to {@code target/conformance/<name of the executor>.json}, see
 * {@link ConformanceReport}.
 */
@ExtendWith(ConformanceReporter.class)
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public interface TaskManagerContract
        extends StatesContract,
                ReadingContract,
                HandleContract,
                StoreContract,
                WaitContract,
                HandlerContract,
                DeadlineContract,
                CancellationContract,
                RetryContract,
                StepContract,
                IdempotencyContract,
                LimitContract,
                FairnessContract,
                GroupContract,
                EventContract,
                ListenerContract,
                ContextContract,
                RetentionContract,
                DrainContract,
                CapabilityContract,
                RestartContract {}

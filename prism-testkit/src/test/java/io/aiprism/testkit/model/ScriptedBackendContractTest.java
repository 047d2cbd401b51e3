package io.aiprism.testkit.model;

import java.util.Set;
import org.junit.jupiter.api.Nested;

final class ScriptedBackendContractTest {
    @Nested
    final class WithEverything implements ModelBackendContract {
        @Override
        public ModelProvider openProvider() {
            return new ScriptedProvider(backend -> backend);
        }
    }

    @Nested
    final class Plain implements ModelBackendContract {
        @Override
        public ModelProvider openProvider() {
            return new ScriptedProvider(Set.of(), backend -> backend);
        }
    }
}

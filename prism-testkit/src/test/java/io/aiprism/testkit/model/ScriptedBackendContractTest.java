package io.aiprism.testkit.model;

final class ScriptedBackendContractTest implements ModelBackendContract {
    @Override
    public ModelProvider openProvider() {
        return new ScriptedProvider();
    }
}

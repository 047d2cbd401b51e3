package io.aiprism.testkit.task;

final class EncodingExecutorTest implements TaskManagerContract {
    @Override
    public TaskExecutorHarness harness() {
        return new EncodingHarness();
    }
}

package io.aiprism.testkit.task;

final class InProcessExecutorTest implements TaskManagerContract {
    @Override
    public TaskExecutorHarness harness() {
        return new InProcessHarness();
    }
}

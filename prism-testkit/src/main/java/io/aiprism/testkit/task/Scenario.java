package io.aiprism.testkit.task;

/** A test that needs something of the executor which not every one has. */
interface Scenario {
    void play(TaskFixture fixture) throws Exception;
}

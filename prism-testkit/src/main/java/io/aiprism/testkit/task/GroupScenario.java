package io.aiprism.testkit.task;

import io.aiprism.task.GroupStatus;
import java.util.List;

/** A test of a group, with the statuses that its finisher was run with. */
interface GroupScenario {
    void play(TaskFixture fixture, List<GroupStatus> finished) throws Exception;
}

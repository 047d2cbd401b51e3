package io.aiprism.testkit.task;

import io.aiprism.task.TaskId;
import io.aiprism.task.TaskState;
import io.aiprism.task.spi.TaskHandle;
import io.aiprism.task.spi.TaskRunner;
import java.util.Set;

/** Does what another runner does, for decorators that change one thing. */
abstract class ForwardingTaskRunner implements TaskRunner {
    final TaskRunner runner;

    ForwardingTaskRunner(TaskRunner runner) {
        this.runner = runner;
    }

    @Override
    public void run(TaskHandle task) {
        runner.run(task);
    }

    @Override
    public boolean tryRun(TaskHandle task) {
        return runner.tryRun(task);
    }

    @Override
    public boolean handles(String type) {
        return runner.handles(type);
    }

    @Override
    public void revoke(TaskId task, int attempt) {
        runner.revoke(task, attempt);
    }

    @Override
    public void changed(TaskHandle task, TaskState state, int attempt) {
        runner.changed(task, state, attempt);
    }

    @Override
    public Set<TaskId> watched() {
        return runner.watched();
    }

    @Override
    public boolean listens() {
        return runner.listens();
    }

    @Override
    public void wake(TaskId task) {
        runner.wake(task);
    }
}

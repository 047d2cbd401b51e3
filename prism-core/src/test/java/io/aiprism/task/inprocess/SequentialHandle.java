package io.aiprism.task.inprocess;

import io.aiprism.task.CancelResult;
import io.aiprism.task.TaskState;
import java.util.ArrayList;
import java.util.List;

/** What one task does where nobody else is at work: what the operations must be equal to, in some order. */
class SequentialHandle implements HandleOperations.Handle {
    private final List<String> events = new ArrayList<>();
    private int attempt;
    private String step = "none";
    private String outcome = "none";
    private boolean progress;
    private boolean forgotten;
    TaskState state = TaskState.QUEUED;

    SequentialHandle() {
        tell(state + " " + attempt);
    }

    private void tell(String event) {
        events.add(events.size() + 1 + " " + event);
    }

    final void become(TaskState next) {
        attempt += next == TaskState.RUNNING ? 1 : 0;
        state = next;
        tell(next + " " + attempt);
    }

    final void end(TaskState next, String outcome) {
        this.outcome = outcome;
        become(next);
    }

    @Override
    public boolean start() {
        boolean queued = state == TaskState.QUEUED;
        if (queued) {
            become(TaskState.RUNNING);
        }
        return queued;
    }

    @Override
    public boolean finish(String value) {
        boolean running = state == TaskState.RUNNING;
        if (running) {
            end(TaskState.SUCCEEDED, value);
        }
        return running;
    }

    @Override
    public boolean retry(boolean later, boolean counted) {
        boolean running = state == TaskState.RUNNING;
        if (running) {
            become(later ? TaskState.RETRY_WAIT : TaskState.QUEUED);
        }
        return running;
    }

    @Override
    public CancelResult cancel() {
        return endFromOutside(TaskState.CANCELLED);
    }

    @Override
    public CancelResult expire() {
        return endFromOutside(TaskState.TIMED_OUT);
    }

    private CancelResult endFromOutside(TaskState end) {
        if (state.isTerminal()) {
            return forgotten ? CancelResult.EXPIRED : CancelResult.ALREADY_FINISHED;
        }
        boolean running = state == TaskState.RUNNING;
        end(end, end.name());
        return running ? CancelResult.CANCELLED_WHILE_RUNNING : CancelResult.CANCELLED_BEFORE_START;
    }

    @Override
    public boolean append() {
        boolean running = state == TaskState.RUNNING;
        if (running) {
            tell("progress");
            progress = true;
        }
        return running;
    }

    @Override
    public boolean recordStep(String result) {
        boolean running = state == TaskState.RUNNING;
        if (running) {
            step = result;
        }
        return running;
    }

    @Override
    public String step() {
        return state == TaskState.RUNNING ? step : "none";
    }

    @Override
    public TaskState state() {
        return state;
    }

    @Override
    public String outcome() {
        return outcome;
    }

    @Override
    public List<String> events() {
        return List.copyOf(events);
    }

    @Override
    public String lookup() {
        return forgotten ? "expired " + state : "%s %d %s %s".formatted(state, attempt, progress, state.isTerminal());
    }

    @Override
    public boolean forget() {
        boolean kept = state.isTerminal() && !forgotten;
        if (kept) {
            forgotten = true;
            outcome = "none";
            events.clear();
        }
        return kept;
    }
}

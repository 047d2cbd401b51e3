package io.aiprism.task.inprocess;

import io.aiprism.task.CancelResult;
import io.aiprism.task.TaskState;
import java.util.List;
import org.jetbrains.lincheck.datastructures.Operation;

/** What is done with one task from several threads. Each operation says what it saw, as text, to be compared. */
public abstract class HandleOperations {
    /** One task, by which an attempt is begun and ended without saying which: the current one is meant. */
    interface Handle {
        boolean start();

        boolean finish(String value);

        boolean retry(boolean later, boolean counted);

        CancelResult cancel();

        CancelResult expire();

        boolean append();

        boolean recordStep(String result);

        String step();

        TaskState state();

        String outcome();

        List<String> events();

        String lookup();

        boolean forget();
    }

    private final Handle handle;

    HandleOperations(Handle handle) {
        this.handle = handle;
    }

    @Operation
    public final boolean start() {
        return handle.start();
    }

    @Operation
    public final boolean finish() {
        return handle.finish("done");
    }

    @Operation
    public final boolean fail() {
        return handle.finish("failed");
    }

    @Operation
    public final boolean retryAtOnce() {
        return handle.retry(false, true);
    }

    @Operation
    public final boolean snooze() {
        return handle.retry(true, false);
    }

    @Operation
    public final String cancel() {
        return handle.cancel().name();
    }

    @Operation
    public final String expire() {
        return handle.expire().name();
    }

    @Operation
    public final boolean append() {
        return handle.append();
    }

    @Operation
    public final boolean recordStep() {
        return handle.recordStep("recorded");
    }

    @Operation
    public final String step() {
        return handle.step();
    }

    @Operation
    public final String state() {
        return handle.state().name();
    }

    @Operation
    public final String outcome() {
        return handle.outcome();
    }

    @Operation
    public final String events() {
        return handle.events().toString();
    }

    @Operation
    public final String lookup() {
        return handle.lookup();
    }

    @Operation
    public final boolean forget() {
        return handle.forget();
    }
}

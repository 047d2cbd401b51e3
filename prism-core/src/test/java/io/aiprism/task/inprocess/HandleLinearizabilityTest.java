package io.aiprism.task.inprocess;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aiprism.task.TaskState;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whatever several threads do with one task, they see it as if they had done it one after the other. */
@Tag("lincheck")
final class HandleLinearizabilityTest {
    /** The task under test. */
    public static final class InMemory extends HandleOperations {
        public InMemory() {
            super(new InProcessHandle());
        }
    }

    /** What it is compared with. */
    public static final class Sequential extends HandleOperations {
        public Sequential() {
            super(new SequentialHandle());
        }
    }

    /** A task that looks at its state before it sets it, and is interrupted in between. */
    public static final class CheckedBeforeSet extends HandleOperations {
        public CheckedBeforeSet() {
            super(new SequentialHandle() {
                private volatile TaskState seen = TaskState.QUEUED;

                @Override
                public boolean finish(String value) {
                    seen = state;
                    boolean running = seen == TaskState.RUNNING;
                    if (running) {
                        end(TaskState.SUCCEEDED, value);
                    }
                    return running;
                }
            });
        }
    }

    @Test
    void every_interleaving_is_as_one_after_the_other() {
        options().check(InMemory.class);
    }

    @Test
    void threads_at_full_speed_are_as_one_after_the_other() {
        new StressOptions()
                .sequentialSpecification(Sequential.class)
                .iterations(5)
                .invocationsPerIteration(200)
                .threads(2)
                .actorsBefore(2)
                .actorsPerThread(3)
                .actorsAfter(2)
                .check(InMemory.class);
    }

    @Test
    void a_check_before_the_set_is_found() {
        assertThatThrownBy(() -> options().check(CheckedBeforeSet.class)).isInstanceOf(LincheckAssertionError.class);
    }

    private static ModelCheckingOptions options() {
        return new ModelCheckingOptions()
                .sequentialSpecification(Sequential.class)
                .iterations(10)
                .invocationsPerIteration(200)
                .threads(2)
                .actorsBefore(2)
                .actorsPerThread(3)
                .actorsAfter(2);
    }
}

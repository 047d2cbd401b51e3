package io.aiprism.bench;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Something that runs tasks. Thread-safe; its batches are not. */
interface Workload extends AutoCloseable {
    /** The task of all benchmarks: does nothing, and returns something that costs nothing. */
    Callable<Boolean> NO_OP = () -> Boolean.TRUE;

    /** Room for tasks that one thread submits and then reads. */
    Batch newBatch(int size);

    @Override
    void close();

    /** Tasks of one producer, by their place in the batch. */
    interface Batch {
        /** Submits a task that does nothing. */
        void submit(int index);

        /** Waits for a task, reads its result, and lets go of it. */
        @Nullable
        Object await(int index) throws Exception;

        /** Waits for the tasks up to a place, last first: the others have mostly ended then, and few waits park. */
        default void awaitFirst(int count) throws Exception {
            for (int i = count - 1; i >= 0; i--) {
                await(i);
            }
        }
    }
}

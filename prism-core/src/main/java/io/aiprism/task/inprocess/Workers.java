package io.aiprism.task.inprocess;

/** Gets tasks that are queued to threads, at most so many at a time, and in the order of the queue. Thread-safe. */
interface Workers {
    /** Gets a task to a thread that is its tenant's latest. */
    void dispatch(InProcessTask task);

    /** Gets a task to a thread that has waited for something, and so may be older than others. */
    void dispatchAgain(InProcessTask task);

    /** Tries again to have a thread for tasks that could not get one. */
    void retry();

    /** Gets no further task to a thread. */
    void stop();
}

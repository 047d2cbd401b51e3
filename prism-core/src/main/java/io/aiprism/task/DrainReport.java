package io.aiprism.task;

import java.time.Duration;

/**
 * What a drain did. No task is lost: each accepted task has ended in one of these ways, or is kept by a durable executor.
 *
 * @param finished tasks that ended by themselves while draining
 * @param cancelled tasks that were cancelled when the time was up
 * @param stillRunning threads that had not returned from their handler at the end, in spite of the interrupt
 * @param kept tasks that a durable executor keeps for later
 * @param took how long it took
 */
public record DrainReport(int finished, int cancelled, int stillRunning, int kept, Duration took) {}

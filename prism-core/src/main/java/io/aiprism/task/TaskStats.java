package io.aiprism.task;

/**
 * How busy a manager is; each number by itself is right, but they are not read at one instant.
 *
 * @param queued tasks waiting for a place to run
 * @param running attempts whose thread is still at work, also of tasks that were cancelled meanwhile
 * @param waiting tasks waiting for their start time or their next attempt
 */
public record TaskStats(int queued, int running, int waiting) {}

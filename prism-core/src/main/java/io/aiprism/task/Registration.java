package io.aiprism.task;

/** Something that was added and can be taken back. Closing twice is harmless. */
@FunctionalInterface
public interface Registration extends AutoCloseable {
    @Override
    void close();
}

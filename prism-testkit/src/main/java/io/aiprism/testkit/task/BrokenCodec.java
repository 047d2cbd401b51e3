package io.aiprism.testkit.task;

import io.aiprism.task.Codec;
import io.aiprism.task.CodecException;

/** A codec of texts that works in one direction only. */
record BrokenCodec(boolean encodes) implements Codec<String> {
    private static final Codec<String> TEXT = Codec.json(String.class);

    static Codec<String> encoding() {
        return new BrokenCodec(false);
    }

    static Codec<String> decoding() {
        return new BrokenCodec(true);
    }

    @Override
    public byte[] encode(String value) {
        if (!encodes) {
            throw new CodecException("cannot encode", new IllegalStateException("broken on purpose"));
        }
        return TEXT.encode(value);
    }

    @Override
    public String decode(byte[] bytes) {
        if (encodes) {
            throw new CodecException("cannot decode", new IllegalStateException("broken on purpose"));
        }
        return TEXT.decode(bytes);
    }
}

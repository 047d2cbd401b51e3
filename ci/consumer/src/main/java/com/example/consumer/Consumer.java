package com.example.consumer;

import io.aiprism.document.Document;
import io.aiprism.document.DocumentReaders;
import io.aiprism.document.DocumentSource;
import io.aiprism.document.ReadOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Uses Prism as somebody would who has only its published modules. */
public final class Consumer {
    private Consumer() {}

    public static void main(String[] args) throws IOException {
        byte[] text = "The pump stopped at noon.".getBytes(StandardCharsets.UTF_8);
        Document document =
                DocumentReaders.installed().read(DocumentSource.of("note.txt", text), ReadOptions.DEFAULT);
        String where = Consumer.class.getModule().isNamed() ? "module path" : "class path";
        System.out.printf("on the %s: %s%n", where, document.blocks().get(0).text());
    }
}

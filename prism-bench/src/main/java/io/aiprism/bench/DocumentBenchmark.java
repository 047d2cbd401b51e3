package io.aiprism.bench;

import io.aiprism.docx.DocxComment;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What does it take to read a Word document, and to write a copy with comments?
 *
 * <pre>{@code
 * ./prism bench documents --quick
 * java -cp "prism-bench/target/*:prism-bench/target/lib/*" org.openjdk.jmh.Main DocumentBenchmark.read -p pages=200 -prof gc
 * }</pre>
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DocumentBenchmark {
    /** The document. */
    @State(Scope.Benchmark)
    public static class Subject {
        /** How long it is. */
        @Param({"10", "200", "2000"})
        public int pages = 10;

        byte[] file = {};

        /** Makes it. */
        @Setup
        public void make() {
            file = DocumentFile.ofPages(pages);
        }
    }

    /** Who reads. */
    @State(Scope.Benchmark)
    public static class Reader {
        /** All of them. */
        @Param({"PRISM", "FLOOR", "POI", "DOCX4J", "TIKA", "MAMMOTH"})
        public DocumentPeer peer = DocumentPeer.PRISM;
    }

    /** Who reads and writes. */
    @State(Scope.Benchmark)
    public static class Writer {
        /** Those that can. */
        @Param({"PRISM", "POI"})
        public DocumentPeer peer = DocumentPeer.PRISM;

        /** How many. */
        @Param({"10", "100", "1000"})
        public int comments = 10;
    }

    /** Comments to be written with Prism into a document that was read before. */
    @State(Scope.Benchmark)
    public static class Comments {
        /** How many. */
        @Param({"10", "100", "1000"})
        public int comments = 10;

        List<DocxComment> list = List.of();

        /** Reads the document. */
        @Setup
        public void make(Subject subject) throws IOException {
            list = PrismDocuments.comments(subject.file, comments);
        }
    }

    /** Reads all text. */
    @Benchmark
    public long read(Subject subject, Reader reader) throws Exception {
        return reader.peer.documents().read(subject.file);
    }

    /** Reads all text and writes a copy with comments. */
    @Benchmark
    public long readAndAnnotate(Subject subject, Writer writer) throws Exception {
        return writer.peer.documents().readAndAnnotate(subject.file, writer.comments);
    }

    /** Writes a copy with comments, by Prism. */
    @Benchmark
    public long annotate(Subject subject, Comments comments) throws IOException {
        return PrismDocuments.annotate(subject.file, comments.list);
    }

    /** What a copy costs that changes nothing but packs everything anew: the yardstick for the one with comments. */
    @Benchmark
    public long copyAndZip(Subject subject) throws IOException {
        var target = new ByteArrayOutputStream(subject.file.length);
        try (var source = new ZipInputStream(new ByteArrayInputStream(subject.file));
                var zip = new ZipOutputStream(target)) {
            for (ZipEntry entry = source.getNextEntry(); entry != null; entry = source.getNextEntry()) {
                zip.putNextEntry(new ZipEntry(entry.getName()));
                source.transferTo(zip);
            }
        }
        return target.size();
    }
}

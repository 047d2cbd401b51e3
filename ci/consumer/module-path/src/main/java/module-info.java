/** A user of Prism. */
module com.example.consumer {
    requires io.aiprism.core;
    requires io.aiprism.docx;
    requires io.aiprism.executor.virtualthreads;
    requires io.aiprism.markdown;
}

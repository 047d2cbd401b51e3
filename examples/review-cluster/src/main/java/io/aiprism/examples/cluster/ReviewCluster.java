package io.aiprism.examples.cluster;

import java.nio.file.Path;

/**
 * Reviews documents by workers that share a database: {@code ReviewCluster worker NAME}, as often as wanted, and
 * {@code ReviewCluster submit FILE}. The environment says where the database is; see {@link Tasks}.
 */
public final class ReviewCluster {
    private ReviewCluster() {}

    /** Is a worker until the process is ended, or submits a document and waits for its findings. */
    public static void main(String[] args) throws Exception {
        String role = args.length == 2 ? args[0] : "";
        switch (role) {
            case "worker" -> Worker.run(args[1]);
            case "submit" -> Submitter.run(Path.of(args[1]));
            default -> {
                System.err.println("usage: ReviewCluster worker NAME | submit FILE");
                System.exit(2);
            }
        }
    }
}

package io.aiprism.bedrock.testkit;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server of HTTP/1.1 on the loopback interface, with a virtual thread for each connection. Thread-safe.
 *
 * <p>The JDK's own server closes idle connections beyond a number and routes on decoded paths; here a handler sees the raw
 * path, may stay silent for as long as it likes, and may cut the connection at any byte.
 */
final class LoopbackServer implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(LoopbackServer.class);
    // As many as the kernel lets wait; thousands of clients may connect in one moment.
    private static final int BACKLOG = 4096;
    private static final int BUFFER = 1024;

    /** Answers one request. */
    @FunctionalInterface
    interface Handler {
        void handle(HttpRequest request, HttpWriter writer) throws IOException, InterruptedException;
    }

    private final ServerSocket listener;
    private final Handler handler;
    private final ExecutorService connections = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("fake-bedrock-", 0).factory());
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Thread acceptor;
    private volatile boolean closed;

    /**
     * Listens.
     *
     * @param port 0 for a free one
     */
    LoopbackServer(int port, Handler handler) throws IOException {
        this.listener = new ServerSocket(port, BACKLOG, InetAddress.getLoopbackAddress());
        this.handler = handler;
        this.acceptor = Thread.ofPlatform()
                .daemon()
                .name("fake-bedrock-" + listener.getLocalPort())
                .unstarted(this::accept);
    }

    void start() {
        acceptor.start();
    }

    int port() {
        return listener.getLocalPort();
    }

    /** Closes every connection, interrupts every handler, and waits for them. */
    @Override
    public void close() {
        closed = true;
        try {
            listener.close();
            open.forEach(LoopbackServer::close);
            connections.shutdownNow();
            acceptor.join();
            open.forEach(LoopbackServer::close);
            if (!connections.awaitTermination(10, TimeUnit.SECONDS)) {
                log.warn("a handler of the fake Bedrock did not end when it was interrupted");
            }
        } catch (IOException e) {
            log.warn("the fake Bedrock's port could not be closed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void accept() {
        while (!closed) {
            try {
                Socket socket = listener.accept();
                open.add(socket);
                connections.execute(() -> serve(socket));
            } catch (RejectedExecutionException e) {
                return;
            } catch (IOException e) {
                if (!closed) {
                    log.warn("the fake Bedrock could not accept a connection", e);
                }
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream(), BUFFER);
            OutputStream out = socket.getOutputStream();
            exchanges(socket, in, out);
        } catch (IOException e) {
            log.debug("a connection to the fake Bedrock ended: {}", e.toString());
        } catch (InterruptedException e) {
            log.debug("a connection to the fake Bedrock ended, because the server was closed");
        } finally {
            open.remove(socket);
        }
    }

    private void exchanges(Socket socket, InputStream in, OutputStream out) throws IOException, InterruptedException {
        HttpReader reader = new HttpReader(in, out);
        HttpWriter writer = new HttpWriter(socket, in, out);
        try {
            while (!writer.isCut()) {
                Optional<HttpRequest> request = reader.next();
                if (request.isEmpty()) {
                    return;
                }
                handler.handle(request.get(), writer);
                if (request.get().header("connection").orElse("").equalsIgnoreCase("close")) {
                    return;
                }
            }
        } catch (HttpReader.BadRequest e) {
            writer.send(e.status(), Map.of("Content-Type", "text/plain"), new byte[0]);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            log.debug("a connection could not be closed", e);
        }
    }
}

package io.tributary.coordinator;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A way to a coordinator that can lose answers and be cut. */
final class CutProxy implements AutoCloseable {
    private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final URI target;
    private volatile CountDownLatch lost = new CountDownLatch(0);

    CutProxy(URI target) throws IOException {
        this.target = target;
        Thread.ofVirtual().start(this::accept);
    }

    /** The same place, through here. */
    URI through(URI address) {
        return URI.create("http://127.0.0.1:" + listening.getLocalPort() + address.getPath()
                + (address.getQuery() == null ? "" : "?" + address.getQuery()));
    }

    private void accept() {
        try {
            while (true) {
                Socket near = listening.accept();
                Socket far = new Socket(target.getHost(), target.getPort());
                sockets.addAll(List.of(near, far));
                Thread.ofVirtual().start(() -> pipe(near, far, false));
                Thread.ofVirtual().start(() -> pipe(far, near, true));
            }
        } catch (IOException closed) {
            cutAll();
        }
    }

    private void pipe(Socket from, Socket to, boolean answers) {
        try {
            InputStream in = from.getInputStream();
            byte[] block = new byte[8192];
            for (int read = in.read(block); read >= 0; read = in.read(block)) {
                if (answers && lost.getCount() > 0) {
                    lost.countDown();
                } else {
                    to.getOutputStream().write(block, 0, read);
                }
            }
        } catch (IOException cut) {
            cutAll();
        }
    }

    /** From now on answers are lost. */
    void loseAnswers() {
        lost = new CountDownLatch(1);
    }

    /** Cuts every connection once an answer was lost: what it answers was done, and nobody heard. */
    void cutOnceOneIsLost() throws InterruptedException {
        if (!lost.await(30, TimeUnit.SECONDS)) {
            throw new AssertionError("nothing was answered within 30 s");
        }
        cutAll();
    }

    private void cutAll() {
        for (Socket socket : sockets) {
            try {
                socket.close();
            } catch (IOException impossible) {
                throw new java.io.UncheckedIOException(impossible);
            }
        }
        sockets.clear();
    }

    @Override
    public void close() throws IOException {
        listening.close();
        cutAll();
    }
}

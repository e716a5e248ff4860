package io.tributary.coordinator;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
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
    private final List<Link> links = new CopyOnWriteArrayList<>();
    private final URI target;
    private volatile CountDownLatch lost = new CountDownLatch(0);

    /** A connection from a device and the one that goes on from it: whatever ends one of them ends the other, and no third. */
    private record Link(Socket near, Socket far) {
        void cut() {
            try {
                near.close();
                far.close();
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
        }
    }

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
                Link link = new Link(near, far);
                links.add(link);
                Thread.ofVirtual().start(() -> pipe(link, near, far, false));
                Thread.ofVirtual().start(() -> pipe(link, far, near, true));
            }
        } catch (IOException closed) {
            cutAll();
        }
    }

    private void pipe(Link link, Socket from, Socket to, boolean answers) {
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
            to.shutdownOutput();
        } catch (IOException cut) {
            link.cut();
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

    /** Cuts the connections that there are now: one that is opened later stays. */
    private void cutAll() {
        links.removeIf(link -> {
            link.cut();
            return true;
        });
    }

    @Override
    public void close() throws IOException {
        listening.close();
        cutAll();
    }
}

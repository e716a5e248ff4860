package io.tributary.coordinator.cluster;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * How two members show each other that they have the secret and mean the same cluster, before either reads a byte of Hazelcast from the
 * other: fresh nonces of 32 bytes and HMAC-SHA256 over both, another one for each side. What follows on the connection is neither encrypted
 * nor authenticated.
 *
 * <pre>
 *   accepts                         connects
 *   nonce a                    ->
 *                              <-   nonce c, code("connects to NAME", a, c)
 *   code("accepts of NAME", a, c)      ->
 * </pre>
 *
 * <p>Not thread-safe; a handshake holds some hundred bytes and ends within its time, however slowly the other side sends.
 */
final class MemberHandshake {
    private static final int NONCE_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String CONNECTS = "tributary member connects to ";
    private static final String ACCEPTS = "tributary member accepts of ";
    private static final String OTHER = "it has another cluster name or another signing key, or is no member at all";

    private final MemberSecret secret;
    private final String cluster;
    private final Socket socket;
    private final long deadline;

    /** @param limit how long it may take in all */
    MemberHandshake(MemberSecret secret, String cluster, Socket socket, Duration limit) {
        this.secret = secret;
        this.cluster = cluster;
        this.socket = socket;
        this.deadline = System.nanoTime() + limit.toNanos();
    }

    /** As the one that was called. @throws IOException if the other side has another secret, says something else or is too slow */
    void accept() throws IOException {
        byte[] mine = nonce();
        send(mine);
        byte[] theirs = read(NONCE_BYTES);
        if (!secret.isCode(read(MemberSecret.CODE_BYTES), CONNECTS + cluster, mine, theirs)) {
            throw new IOException(OTHER);
        }
        send(secret.code(ACCEPTS + cluster, mine, theirs));
        socket.setSoTimeout(0);
    }

    /** As the one that calls. @throws IOException if the other side has another secret, says something else or is too slow */
    void connect() throws IOException {
        byte[] theirs = read(NONCE_BYTES);
        byte[] mine = nonce();
        byte[] said = Arrays.copyOf(mine, NONCE_BYTES + MemberSecret.CODE_BYTES);
        byte[] code = secret.code(CONNECTS + cluster, theirs, mine);
        System.arraycopy(code, 0, said, NONCE_BYTES, code.length);
        send(said);
        if (!secret.isCode(read(MemberSecret.CODE_BYTES), ACCEPTS + cluster, theirs, mine)) {
            throw new IOException(OTHER);
        }
        socket.setSoTimeout(0);
    }

    private static byte[] nonce() {
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        return nonce;
    }

    private void send(byte[] bytes) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(bytes);
        out.flush();
    }

    private byte[] read(int count) throws IOException {
        byte[] bytes = new byte[count];
        InputStream in = socket.getInputStream();
        int read = 0;
        while (read < count) {
            socket.setSoTimeout(millisLeft());
            int more = in.read(bytes, read, count - read);
            if (more < 0) {
                throw new EOFException("it ended the connection, as one of another cluster name or signing key does");
            }
            read += more;
        }
        return bytes;
    }

    private int millisLeft() throws SocketTimeoutException {
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (left <= 0) {
            throw new SocketTimeoutException("it did not show in time what members know");
        }
        return (int) left;
    }
}

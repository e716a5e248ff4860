package io.tributary.coordinator;

import io.tributary.protocol.message.ChannelQuestion;
import io.tributary.protocol.message.ChannelReply;
import io.tributary.protocol.message.DeviceMessage;
import io.tributary.protocol.message.WireJson;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The device's end of a channel, by hand (RFC 6455), so that a test can do any of it wrongly. */
public final class RawChannel implements AutoCloseable {
    /** Kinds of frames. */
    public static final int CONTINUATION = 0;
    public static final int TEXT = 1;
    public static final int BINARY = 2;
    public static final int CLOSE = 8;
    public static final int PING = 9;
    public static final int PONG = 10;
    private static final int SHORT = 126;
    private static final int LONG = 127;
    private static final int PATIENCE_MILLIS = 30_000;
    private static final byte[] MASK = {1, 2, 3, 4};
    private final Socket socket = new Socket();
    private final DataInputStream in;
    private final String handshake;
    private int asked;

    /** A frame as it came. */
    public record Frame(int kind, byte[] bytes) {
        /** The code of a close frame. */
        public int code() {
            return ((bytes[0] & 0xff) << 8) | (bytes[1] & 0xff);
        }

        /** The reason of a close frame. */
        public String reason() {
            return new String(bytes, 2, bytes.length - 2, StandardCharsets.UTF_8);
        }
    }

    /** Asks for an upgrade; {@code headers} are lines that end with CRLF. */
    public RawChannel(URI address, String token, String headers, int receiveBuffer) throws IOException {
        if (receiveBuffer > 0) {
            socket.setReceiveBufferSize(receiveBuffer);
        }
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.connect(new InetSocketAddress(address.getHost(), address.getPort()));
        String key = Base64.getEncoder().encodeToString(new byte[16]);
        socket.getOutputStream().write(("GET " + address.getPath() + "?" + address.getQuery()
                + " HTTP/1.1\r\nhost: x\r\nconnection: Upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\n"
                + "sec-websocket-key: " + key + "\r\nauthorization: Bearer " + token + "\r\n" + headers + "\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        in = new DataInputStream(socket.getInputStream());
        handshake = head();
    }

    /** Opens a channel as it should be. */
    public static RawChannel open(TestCoordinator coordinator, TestDevice device, String run, int round)
            throws IOException {
        return open(address(coordinator, run, round), device.token());
    }

    /** Opens a channel as it should be, by another way than straight. */
    static RawChannel open(URI address, String token) throws IOException {
        RawChannel channel = new RawChannel(address, token, "", 0);
        if (!channel.status().equals("101")) {
            throw new AssertionError("not opened: " + channel.handshake);
        }
        return channel;
    }

    /** Where the channels for a round are. */
    static URI address(TestCoordinator coordinator, String run, int round) {
        return coordinator.uri("/v1/channel?run=" + run + "&round=" + round);
    }

    private String head() throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
            head.write(in.readUnsignedByte());
        }
        return head.toString(StandardCharsets.US_ASCII);
    }

    /** The status that the upgrade was answered by. */
    String status() {
        return handshake.split(" ", 3)[1];
    }

    /** The head that the upgrade was answered by. */
    String handshake() {
        return handshake;
    }

    /** Sends a frame. */
    public void send(boolean last, int kind, byte[] bytes) throws IOException {
        announce(last, kind, bytes.length);
        byte[] masked = bytes.clone();
        for (int i = 0; i < masked.length; i++) {
            masked[i] ^= MASK[i % MASK.length];
        }
        socket.getOutputStream().write(masked);
    }

    /** Sends the head of a frame of this length, and nothing of it. */
    public void announce(boolean last, int kind, long length) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        head.write((last ? 0x80 : 0) | kind);
        if (length < SHORT) {
            head.write(0x80 | (int) length);
        } else {
            int bytes = length < 1 << 16 ? 2 : 8;
            head.write(0x80 | (bytes == 2 ? SHORT : LONG));
            for (int i = bytes - 1; i >= 0; i--) {
                head.write((int) (length >>> (8 * i)));
            }
        }
        head.writeBytes(MASK);
        socket.getOutputStream().write(head.toByteArray());
    }

    /** Sends text in one frame. */
    void text(String text) throws IOException {
        send(true, TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Asks, and does not wait for the answer. @return the number of the question */
    int ask(DeviceMessage message) throws IOException {
        asked++;
        send(true, TEXT, WireJson.write(new ChannelQuestion(asked, message)));
        return asked;
    }

    /** Asks, and waits for what is said next. */
    ChannelReply say(DeviceMessage message) throws Exception {
        ask(message);
        return reply();
    }

    /** What the coordinator says next. */
    ChannelReply reply() throws Exception {
        Frame frame = next();
        if (frame.kind() != TEXT) {
            throw new AssertionError("no text but " + frame.kind()
                    + (frame.kind() == CLOSE ? " " + frame.code() + " " + frame.reason() : ""));
        }
        return WireJson.readMessage(frame.bytes(), ChannelReply.class);
    }

    /** The next frame. */
    public Frame next() throws IOException {
        int kind = in.readUnsignedByte() & 0xf;
        int length = in.readUnsignedByte();
        if (length == SHORT) {
            length = in.readUnsignedShort();
        } else if (length == LONG) {
            length = Math.toIntExact(in.readLong());
        }
        return new Frame(kind, in.readNBytes(length));
    }

    /** The close frame, whatever comes before it. */
    public Frame closing() throws IOException {
        Frame frame = next();
        while (frame.kind() != CLOSE) {
            frame = next();
        }
        return frame;
    }

    /** Whether the connection has ended with no close frame. */
    public boolean isCut() throws IOException {
        try {
            while (next().kind() != CLOSE) {
                // what was sent before it ended
            }
            return false;
        } catch (java.io.EOFException | java.net.SocketException ended) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}

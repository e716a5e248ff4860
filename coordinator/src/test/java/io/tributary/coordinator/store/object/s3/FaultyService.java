package io.tributary.coordinator.store.object.s3;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Stands between a client and an S3 service, on loopback, and answers some requests otherwise than the service does. */
final class FaultyService implements AutoCloseable {
    private static final Pattern LENGTH = Pattern.compile("(?im)^content-length: *(\\d+)");
    private static final String END = "\r\n\r\n";

    private final ServerSocket door;
    private final URI service;
    private final List<Planned> planned = new CopyOnWriteArrayList<>();
    private final List<String> seen = new CopyOnWriteArrayList<>();

    /** What is done instead of answering as the service does. */
    @FunctionalInterface
    interface Fault {
        /** The answer, as bytes; empty to say nothing and keep the connection. */
        Optional<byte[]> answer(Service behind);
    }

    /** Passes the request on. */
    @FunctionalInterface
    interface Service {
        byte[] ask();
    }

    private static final class Planned {
        final Predicate<String> which;
        final Fault fault;
        int left;

        Planned(Predicate<String> which, int left, Fault fault) {
            this.which = which;
            this.left = left;
            this.fault = fault;
        }
    }

    FaultyService(URI service) throws IOException {
        this.service = service;
        this.door = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::serve);
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + door.getLocalPort());
    }

    /** The next requests, some times, whose first line has these words, meet a fault. */
    void next(String words, int times, Fault fault) {
        planned.add(new Planned(line -> Pattern.compile(words).matcher(line).find(), times, fault));
    }

    void heal() {
        planned.clear();
    }

    /** How many requests came whose first line has these words. */
    long seen(String words) {
        return seen.stream().filter(line -> Pattern.compile(words).matcher(line).find()).count();
    }

    static Fault error(int status, String code) {
        return _ -> Optional.of(problem(status, code));
    }

    /** The service does what it is asked, and its answer is lost. */
    static Fault errorAfter(int status, String code) {
        return behind -> {
            behind.ask();
            return Optional.of(problem(status, code));
        };
    }

    static Fault silence() {
        return _ -> Optional.empty();
    }

    static Fault altered(UnaryOperator<byte[]> how) {
        return behind -> Optional.of(how.apply(behind.ask()));
    }

    private static byte[] problem(int status, String code) {
        String body = "<?xml version=\"1.0\"?><Error><Code>" + code + "</Code><Message>m</Message></Error>";
        return ("HTTP/1.1 " + status + " " + code + "\r\nContent-Type: application/xml\r\nContent-Length: "
                + body.length() + "\r\nConnection: close\r\n\r\n" + body).getBytes(StandardCharsets.ISO_8859_1);
    }

    private void serve() {
        while (!door.isClosed()) {
            try {
                Socket client = door.accept();
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            InputStream in = client.getInputStream();
            String head = head(in);
            if (head.toLowerCase(Locale.ROOT).contains("100-continue")) {
                client.getOutputStream().write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
            }
            byte[] body = in.readNBytes(length(head));
            String line = head.substring(0, head.indexOf('\r'));
            seen.add(line);
            Optional<byte[]> answer = fault(line).answer(() -> ask(head, body));
            if (answer.isEmpty()) {
                in.readAllBytes(); // until the client is tired of waiting
                return;
            }
            client.getOutputStream().write(answer.get());
        } catch (IOException | UncheckedIOException gone) {
            // the client is told by its connection
        }
    }

    private synchronized Fault fault(String line) {
        for (Planned plan : planned) {
            if (plan.left > 0 && plan.which.test(line)) {
                plan.left--;
                return plan.fault;
            }
        }
        return behind -> Optional.of(behind.ask());
    }

    private byte[] ask(String head, byte[] body) {
        try (Socket socket = new Socket(service.getHost(), service.getPort())) {
            String closing = head.replaceAll("(?im)^(connection|expect): .*\r\n", "").replace(END,
                    "\r\nConnection: close" + END);
            socket.getOutputStream().write(closing.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().write(body);
            return socket.getInputStream().readAllBytes();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith(END)) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("the client went away");
            }
            head.write(next);
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    private static int length(String head) {
        Matcher found = LENGTH.matcher(head);
        return found.find() ? Integer.parseInt(found.group(1)) : 0;
    }

    @Override
    public void close() throws IOException {
        door.close();
    }
}

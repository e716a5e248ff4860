package io.tributary.coordinator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.coordinator.access.AccessOptions;
import io.tributary.coordinator.cluster.ClusterSettings;
import io.tributary.coordinator.store.StoreException;
import io.tributary.protocol.message.AuditPage;
import io.tributary.protocol.message.WireJson;
import io.tributary.secureagg.identity.SigningKey;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A coordinator on files, as users start it. */
class CoordinatorTest {
    /** Threads of the JDK and of libraries' statics, which live as long as the process. */
    private static final Pattern OF_THE_PROCESS = Pattern
            .compile(
                    "ForkJoinPool.*|VirtualThread.*|HttpClient.*|Common-Cleaner|process reaper.*|.*Finalizer.*|Cleaner-.*"
                            + "|globalEventExecutor.*|main|Attach.*|surefire.*|junit.*|Signal.*|Reference.*|Notification.*");
    private static final SigningKey OWNER = SigningKey.generate();
    @TempDir
    private Path directory;

    private static CoordinatorOptions.Builder in(Path directory) {
        return CoordinatorOptions.newBuilder(directory, List.of(OWNER.publicKey()),
                plan -> new float[plan.layout().size()]);
    }

    private CoordinatorOptions options() {
        return in(directory).build();
    }

    private static Set<String> threads() {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName)
                .filter(name -> !OF_THE_PROCESS.matcher(name).matches()).collect(Collectors.toCollection(TreeSet::new));
    }

    @ParameterizedTest(name = "clustered: {0}")
    @ValueSource(booleans = {false, true})
    void startedAndClosedThreeTimesItLeavesNoThreadNoPortAndNoTemporaryFile(boolean clustered) throws Exception {
        Set<String> before = threads();
        for (int time = 0; time < 3; time++) {
            CoordinatorOptions options = clustered
                    ? in(directory)
                            .cluster(ClusterSettings.loopback("test-" + ProcessHandle.current().pid(), "member"))
                            .build()
                    : options();
            int port;
            try (Coordinator coordinator = Coordinator.start(options)) {
                port = coordinator.port();
                new Socket(InetAddress.getLoopbackAddress(), port).close();
            }
            assertThrows(ConnectException.class, () -> new Socket(InetAddress.getLoopbackAddress(), port).close());
        }
        TestCoordinator.await("no thread is left, but " + left(before), () -> left(before).isEmpty());
        try (Stream<Path> files = Files.walk(directory)) {
            assertEquals(List.of(), files.map(Path::toString)
                    .filter(file -> file.endsWith(".part") || file.contains(".tmp")).toList());
        }
    }

    private static Set<String> left(Set<String> before) {
        Set<String> left = threads();
        left.removeAll(before);
        return left;
    }

    @Test
    @SuppressWarnings("try") // closed in the middle: that is the restart
    void startedAgainItHasTheSameKeyAndTheSameAdminTokenWhichItNeverPrints() throws Exception {
        try (Coordinator first = Coordinator.start(options())) {
            first.close();
            try (Coordinator second = Coordinator.start(options())) {
                assertEquals(first.publicKey(), second.publicKey());
                assertEquals(first.operatorToken(), second.operatorToken());
                assertFalse(second.toString().contains(second.operatorToken()));
            }
        }
    }

    @Test
    void anAdminTokenThatIsAnotherOneIsInForceAndInTheAuditLog() throws Exception {
        Coordinator.start(options()).close();
        String other = "another-token-of-more-than-32-characters";
        Files.writeString(directory.resolve("admin.token"), other);
        Coordinator.start(options()).close();
        Files.delete(directory.resolve("admin.token"));
        try (Coordinator third = Coordinator.start(options())) {
            byte[] page = TestCoordinator.send(HttpRequest.newBuilder(URI.create(third.uri() + "/v1/audit"))
                    .header("authorization", "Bearer " + third.operatorToken()).build()).body();
            String log = WireJson.readMessage(page, AuditPage.class).entries().stream()
                    .map(entry -> new String(entry.payload(), StandardCharsets.UTF_8)).toList().toString();
            assertTrue(log.contains("admin.token was replaced") && log.contains("admin.token was made anew"), log);
            assertFalse(log.contains(other), log);
        }
    }

    @Test
    void itsKeyAndItsAdminTokenAreReadableByTheirOwnerAlone() throws Exception {
        try (Coordinator coordinator = Coordinator.start(options())) {
            assertEquals("rw-------", PosixFilePermissions.toString(
                    Files.getPosixFilePermissions(directory.resolve("coordinator.key"))), coordinator::toString);
            assertEquals("rw-------", PosixFilePermissions.toString(
                    Files.getPosixFilePermissions(directory.resolve("admin.token"))), coordinator::toString);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "\n", "a", "                                ", "words of 32 characters and spaces"})
    void anAdminTokenThatIsEmptyBlankOrShortIsRefusedAtStart(String token) throws Exception {
        Coordinator.start(options()).close();
        Path file = directory.resolve("admin.token");
        Files.writeString(file, token);
        IOException refusal = assertThrows(IOException.class, () -> Coordinator.start(options()).close());
        assertTrue(String.valueOf(refusal.getMessage()).contains(file.toString()), refusal.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://federation.example.invalid", "https://192.0.2.7:8443"})
    void openEnrolmentIsRefusedWhereDevicesKnowAnAddressBeyondThisMachine(String address) {
        CoordinatorOptions.Builder known = in(directory)
                .access(AccessOptions.open().toBuilder().address(Optional.of(URI.create(address))).build());
        assertEquals("open enrolment is for loopback alone, and devices know the coordinator as " + address
                + ": ask for tokens", assertThrows(IllegalArgumentException.class, known::build).getMessage());
        in(directory).access(AccessOptions.open().toBuilder().address(Optional.of(URI.create("http://localhost:1")))
                .build()).build();
    }

    @ParameterizedTest
    @ValueSource(strings = {"coordinator.key", "admin.token"})
    void aSecretThatIsOpenToOthersIsRefusedAtStartWithItsModeAndTheCure(String name) throws Exception {
        Coordinator.start(options()).close();
        Path secret = directory.resolve(name);
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-r-----"));
        IOException refused = assertThrows(IOException.class, () -> Coordinator.start(options()));
        assertEquals(secret + " is open to others (rw-r-----): chmod 600 it", refused.getMessage());
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
        Coordinator.start(options()).close();
    }

    @Test
    void aPortThatIsTakenLeavesNothingRunning() throws Exception {
        Set<String> before = threads();
        try (Coordinator first = Coordinator.start(options())) {
            CoordinatorOptions same = in(directory.resolve("other")).listen("127.0.0.1", first.port()).build();
            assertThrows(IOException.class, () -> Coordinator.start(same));
        }
        TestCoordinator.await("no thread is left, but " + left(before), () -> left(before).isEmpty());
    }

    @Test
    void aDirectoryThatCannotBeUsedIsNamed() throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "in the way");
        IOException refused =
                assertThrows(IOException.class, () -> Coordinator.start(in(file.resolve("below")).build()));
        assertTrue(refused.getMessage().contains(file.toString()), refused.getMessage());
        Files.createDirectories(directory.resolve("coordinator.db"));
        assertThrows(StoreException.class, () -> Coordinator.start(options()));
    }
}

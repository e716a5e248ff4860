package io.tributary.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.coordinator.Coordinator;
import io.tributary.coordinator.CoordinatorOptions;
import io.tributary.coordinator.access.AccessOptions;
import io.tributary.coordinator.http.tls.TlsOptions;
import io.tributary.coordinator.store.sql.PackedDocument;
import io.tributary.protocol.plan.SignatureContext;
import io.tributary.protocol.plan.SignedDocument;
import io.tributary.secureagg.identity.SigningKey;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code certs} and {@code audit} as an operator types them, against a coordinator over TLS. */
class AuditCommandTest {
    private static final SigningKey OWNER = SigningKey.generate();
    @TempDir
    private Path folder;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Coordinator coordinator;
    private Path directory;

    @BeforeEach
    void start() throws Exception {
        assertEquals(0, execute(Map.of(), "certs", "--out", folder.resolve("certs").toString()), err::toString);
        assertTrue(out.toString().contains("give them a copy of " + folder.resolve("certs").resolve("ca.pem")),
                out.toString());
        directory = folder.resolve("coordinator");
        coordinator = launch();
        for (int i = 0; i < 3; i++) {
            assertEquals(2, execute(Map.of("TRIBUTARY_TOKEN", "guess-" + i), "audit", "list", "--coordinator",
                    coordinator.uri().toString(), "--ca", folder.resolve("certs/ca.pem").toString()), err::toString);
        }
        assertTrue(err.toString().contains("the coordinator refused: unauthenticated"), err.toString());
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
    }

    private Coordinator launch() throws Exception {
        Path certs = folder.resolve("certs");
        return Coordinator.start(CoordinatorOptions.newBuilder(directory, List.of(OWNER.publicKey()), _ -> new float[1])
                .access(AccessOptions.product()).tls(new TlsOptions(certs.resolve("coordinator.pem"),
                        certs.resolve("coordinator.key"), Optional.empty()))
                .build());
    }

    @AfterEach
    void close() {
        coordinator.close();
    }

    private int execute(Map<String, String> environment, String... arguments) {
        return Tributary.commandLine((_, _) -> {
            throw new AssertionError("no run was asked for");
        }, environment).setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true)).execute(arguments);
    }

    private Map<String, String> environment() {
        return Map.of("TRIBUTARY_COORDINATOR", coordinator.uri().toString(), "TRIBUTARY_CA",
                folder.resolve("certs/ca.pem").toString(), "TRIBUTARY_TOKEN_FILE",
                directory.resolve("admin.token").toString());
    }

    private int verify(String... more) {
        out.getBuffer().setLength(0);
        String key = Base64.getEncoder().encodeToString(coordinator.publicKey().raw());
        String[] all = new String[4 + more.length];
        System.arraycopy(new String[] {"audit", "verify", "--coordinator-key", key}, 0, all, 0, 4);
        System.arraycopy(more, 0, all, 4, more.length);
        return execute(environment(), all);
    }

    private void alter(String sql) throws Exception {
        try (Connection database = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("coordinator.db"));
                Statement statement = database.createStatement()) {
            assertTrue(statement.executeUpdate(sql) > 0, sql);
        }
    }

    @Test
    void aWholeLogIsZeroAndItsHeadIsRememberedAndWhatCannotBeExcludedIsSaid() throws Exception {
        Path head = folder.resolve("audit.head");
        assertEquals(0, verify("--head", head.toString()), err::toString);
        assertTrue(out.toString().contains("the audit log is whole: 4 entries"), out.toString());
        assertTrue(out.toString().contains("no head was remembered"), out.toString());
        assertTrue(Files.readString(head).contains("\"sequence\":4"), Files.readString(head));
        assertEquals(0, verify("--head", head.toString()), err::toString);
        assertFalse(out.toString().contains("no head was remembered"), out.toString());
    }

    @Test
    void aLogWhoseTailWasCutOffIsThreeAgainstTheRememberedHeadAndTheHeadStays() throws Exception {
        Path head = folder.resolve("audit.head");
        assertEquals(0, verify("--head", head.toString()), err::toString);
        String before = Files.readString(head);
        alter("DELETE FROM audit WHERE sequence = 4"); // at rest, a start would refuse the directory
        assertEquals(3, verify("--head", head.toString()));
        assertTrue(out.toString().contains("altered at entry 4") && out.toString().contains("cut off"), out.toString());
        assertEquals(before, Files.readString(head));
        assertEquals(0, verify(), "without a head nobody can tell");
    }

    @Test
    void anEntryThatIsMissingInTheMiddleIsThreeAndNamed() throws Exception {
        alter("DELETE FROM audit WHERE sequence = 2");
        assertEquals(3, verify());
        assertTrue(out.toString().contains("altered at entry 2"), out.toString());
    }

    @Test
    void aRowThatHoldsNoEntryIsThreeAndNamedAndTheListShowsTheOthers() throws Exception {
        alter("UPDATE audit SET entry = 'nonsense' WHERE sequence = 2");
        assertEquals(3, verify());
        assertTrue(out.toString().contains("altered at entry 2: unsigned"), out.toString());
        out.getBuffer().setLength(0);
        assertEquals(3, execute(environment(), "audit", "list"), err::toString);
        List<String> lines = out.toString().lines().toList();
        assertTrue(lines.get(2).contains("altered: this row holds no entry"), out.toString());
        assertTrue(lines.get(3).contains("GET /v1/audit"), out.toString());
        assertTrue(lines.getLast().contains("altered at entry 2"), out.toString());
    }

    @Test
    void aCopyIsVerifiedWithoutACoordinatorAgainstTheRememberedHead() throws Exception {
        Path head = folder.resolve("audit.head");
        assertEquals(0, verify("--head", head.toString()), err::toString);
        assertEquals(2, verify("--dir", folder.toString()), "there is no database");
        coordinator.close();
        assertEquals(0, verify("--dir", directory.toString(), "--head", head.toString()), err::toString);
        alter("DELETE FROM audit WHERE sequence = 4");
        assertEquals(3, verify("--dir", directory.toString(), "--head", head.toString()));
        assertTrue(out.toString().contains("altered at entry 4") && out.toString().contains("cut off"), out.toString());
        Files.writeString(directory.resolve("coordinator.db"), "no database at all");
        assertEquals(3, verify("--dir", directory.toString()));
        assertTrue(out.toString().contains("coordinator.db cannot be read"), out.toString());
    }

    @Test
    void theRegistryOfACopyIsVerifiedWithoutACoordinator() throws Exception {
        coordinator.close();
        String key = Base64.getEncoder().encodeToString(coordinator.publicKey().raw());
        String[] command = {"registry", "verify", "--dir", directory.toString(), "--coordinator-key", key};
        assertEquals(0, execute(Map.of(), command), err::toString);
        assertTrue(out.toString().contains("no models"), out.toString());
        SignedDocument signed =
                SigningKey.generate().sign(SignatureContext.MODEL_MANIFEST, "{}".getBytes(StandardCharsets.UTF_8));
        alter("INSERT INTO model_version (model, version, parent, run, manifest) VALUES ('digits', 0, 'none', 'run', x'"
                + HexFormat.of().formatHex(PackedDocument.pack(signed)) + "')");
        assertEquals(3, execute(Map.of(), command), err::toString);
        assertTrue(out.toString().contains("digits was altered: wrong-signer: digits version 0"), out.toString());
    }

    @Test
    void anotherKeyIsThree() {
        String other = Base64.getEncoder().encodeToString(OWNER.publicKey().raw());
        assertEquals(3, execute(environment(), "audit", "verify", "--coordinator-key", other));
        assertTrue(
                out.toString().contains("altered at entry 1: its keys do not follow from the pinned one: wrong-signer"),
                out.toString());
    }

    @Test
    void theListIsATable() {
        assertEquals(0, execute(environment(), "audit", "list", "--after", "2"), err::toString);
        List<String> lines = out.toString().lines().toList();
        assertEquals(3, lines.size(), out.toString());
        assertTrue(lines.get(1).contains("denied") && lines.get(1).contains("GET /v1/audit"), out.toString());
    }

    @Test
    void mistakesAreTwoInWordsAndTheTokenIsNeverSaid() throws Exception {
        Map<String, String> right = environment();
        Path others = folder.resolve("others");
        assertEquals(0, execute(Map.of(), "certs", "--out", others.toString()));
        mistake("is not of the pinned authority", right, "audit", "list", "--ca", others.resolve("ca.pem").toString());
        mistake("there is no file", right, "audit", "list", "--ca", folder.resolve("none").toString());
        mistake("is no authority's certificate", right, "audit", "list", "--ca",
                folder.resolve("certs/coordinator.pem").toString());
        mistake("https://host[:port]", right, "audit", "list", "--coordinator", "http://192.0.2.7:80");
        mistake("nothing listens there", right, "audit", "list", "--coordinator", "https://127.0.0.1:1");
        mistake("token is needed", Map.of("TRIBUTARY_COORDINATOR", coordinator.uri().toString()), "audit", "list");
        mistake("which coordinator?", Map.of(), "audit", "list");
        mistake("--coordinator-key must be", right, "audit", "verify", "--coordinator-key", "AA==");
        mistake("is there already", Map.of(), "certs", "--out", others.toString());
        mistake("--days must be", Map.of(), "certs", "--out", others.toString(), "--days", "0");
        Path head = Files.writeString(folder.resolve("head"), "nonsense");
        mistake("must hold the head", right, "audit", "verify", "--coordinator-key",
                Base64.getEncoder().encodeToString(coordinator.publicKey().raw()), "--head", head.toString());
        assertFalse(err.toString().contains(coordinator.operatorToken()));
    }

    private void mistake(String words, Map<String, String> environment, String... arguments) {
        err.getBuffer().setLength(0);
        assertEquals(2, execute(environment, arguments), err::toString);
        assertTrue(err.toString().contains(words), err.toString());
        assertFalse(err.toString().contains("\tat "), err.toString());
    }

    @Test
    void aTrustFileNamesTheKeyAsWell() throws Exception {
        String key = Base64.getEncoder().encodeToString(coordinator.publicKey().raw());
        Path trust = Files.writeString(folder.resolve("trust.json"),
                "{\"owner\":\"" + key + "\",\"coordinator\":\"" + key + "\"}");
        assertEquals(0, execute(environment(), "audit", "verify", "--coordinator-key", trust.toString()),
                err::toString);
        Path renamed = Files.move(trust, folder.resolve("other.json"), StandardCopyOption.ATOMIC_MOVE);
        assertEquals(2, execute(environment(), "audit", "verify", "--coordinator-key", renamed.toString()));
    }
}

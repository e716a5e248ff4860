package io.tributary.coordinator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.coordinator.audit.AuditHead;
import io.tributary.coordinator.audit.AuditReport;
import io.tributary.coordinator.audit.AuditVerifier;
import io.tributary.coordinator.directory.DirectoryCheck;
import io.tributary.coordinator.directory.OfflineCopy;
import io.tributary.coordinator.store.sql.PackedDocument;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.AlteredVersion;
import io.tributary.protocol.message.AuditPage;
import io.tributary.protocol.message.InclusionProof;
import io.tributary.protocol.message.ModelPage;
import io.tributary.protocol.message.ModelView;
import io.tributary.protocol.message.VersionPage;
import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.plan.ModelManifest;
import io.tributary.protocol.plan.SignatureContext;
import io.tributary.protocol.plan.SignedDocument;
import io.tributary.secureagg.identity.SigningKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Somebody with the database alters a row of the audit log or of the registry while the coordinator runs: that is called so, the first
 * bad one is named, online and in a copy, and what was not altered stays readable.
 */
class AlteredRecordsTest {
    private static final String NAME = "test-model";
    @TempDir
    private Path folder;
    private TestCoordinator coordinator;
    private Path directory;

    @BeforeEach
    void threeVersionsAndSomeEntries() throws Exception {
        directory = folder.resolve("live");
        coordinator = TestCoordinator.in(directory);
        TestDevice device = TestDevice.enrolled(coordinator, "ann");
        String run = coordinator.startRun(Plans.closeAll(1, 2));
        device.takePart(0.5f, 1);
        device.takePart(0.5f, 1);
        RunOverHttpTest.finished(coordinator, run);
        for (int i = 0; i < 3; i++) {
            TestCoordinator.expect(401, coordinator.get("/v1/audit"));
        }
    }

    @AfterEach
    void close() {
        coordinator.close();
    }

    private void alter(String sql, Object... values) throws SQLException {
        try (Connection database = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("coordinator.db"));
                PreparedStatement statement = database.prepareStatement(sql)) {
            for (int at = 0; at < values.length; at++) {
                statement.setObject(at + 1, values[at]);
            }
            assertEquals(1, statement.executeUpdate(), sql);
        }
    }

    private String stored(String sql) throws SQLException {
        try (Connection database = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("coordinator.db"));
                Statement statement = database.createStatement(); ResultSet row = statement.executeQuery(sql)) {
            assertTrue(row.next(), sql);
            return row.getString(1);
        }
    }

    private SignedDocument manifest(int version) throws SQLException {
        try (Connection database = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("coordinator.db"));
                Statement statement = database.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT manifest FROM model_version WHERE version = " + version)) {
            assertTrue(row.next(), "version " + version);
            return PackedDocument.unpack(row.getBytes(1));
        }
    }

    /** A copy of the files as they are: {@link OfflineCopy} must cope with a write-ahead log. */
    private OfflineCopy copy() throws Exception {
        Path copy = folder.resolve("copy");
        DamagedDirectoryTest.copy(directory, copy);
        return OfflineCopy.open(copy);
    }

    private AuditReport verified(Optional<AuditHead> remembered) throws Exception {
        try (OfflineCopy copy = copy()) {
            return copy.verify(new AuditVerifier(coordinator.coordinator().keys(), remembered));
        }
    }

    private AuditPage log() throws Exception {
        return WireJson.readMessage(TestCoordinator.expect(200, coordinator.operator("GET", "/v1/audit", new byte[0]))
                .body(), AuditPage.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"no JSON at all", "{}", "", "{\"payload\":\"x\",\"signature\":\"\",\"key\":\"\"}"})
    void aRowThatIsNoEntryIsNamedAndTheOthersStayReadable(String instead) throws Exception {
        int entries = log().entries().size();
        alter("UPDATE audit SET entry = ? WHERE sequence = 2", instead);

        List<SignedDocument> read = log().entries();
        assertEquals(entries, read.size());
        assertEquals(0, read.get(1).signature().length);
        assertTrue(new String(read.get(2).payload(), StandardCharsets.UTF_8).contains("\"sequence\":3"));
        assertEquals(2, assertInstanceOf(AuditReport.Broken.class, verified(Optional.empty())).sequence());
    }

    @Test
    void aHugeRowIsNotReadToItsEnd() throws Exception {
        alter("UPDATE audit SET entry = ? WHERE sequence = 2", "x".repeat(50_000_000));
        assertEquals(1024, log().entries().get(1).payload().length);
    }

    @Test
    void pagesGoOnBehindAGap() throws Exception {
        alter("DELETE FROM audit WHERE sequence = 2");
        AuditPage first = WireJson.readMessage(TestCoordinator
                .expect(200, coordinator.operator("GET", "/v1/audit?limit=2", new byte[0])).body(), AuditPage.class);
        assertEquals(3L, first.next());
        AuditReport.Broken broken = assertInstanceOf(AuditReport.Broken.class, verified(Optional.empty()));
        assertEquals(2, broken.sequence());
        assertTrue(broken.why().contains("it says that it is entry 3"), broken.why());
    }

    @Test
    void anEntryOfAnotherSignerIsNamed() throws Exception {
        SignedDocument third =
                WireJson.readDocument(bytes(stored("SELECT entry FROM audit WHERE sequence = 3")),
                        SignedDocument.class);
        alter("UPDATE audit SET entry = ? WHERE sequence = 3",
                text(SigningKey.generate().sign(SignatureContext.AUDIT_ENTRY, third.payload())));
        AuditReport.Broken broken = assertInstanceOf(AuditReport.Broken.class, verified(Optional.empty()));
        assertEquals(3, broken.sequence());
        assertTrue(broken.why().startsWith("wrong-signer"), broken.why());
    }

    @Test
    void aTailThatWasCutOffShowsAgainstARememberedHead() throws Exception {
        AuditReport.Intact whole = assertInstanceOf(AuditReport.Intact.class, verified(Optional.empty()));
        delete(folder.resolve("copy"));
        alter("DELETE FROM audit WHERE sequence = ?", Long.toString(whole.head().sequence()));
        AuditReport.Broken cut = assertInstanceOf(AuditReport.Broken.class, verified(Optional.of(whole.head())));
        assertTrue(cut.why().contains("its tail was cut off"), cut.why());
    }

    private static void delete(Path tree) throws Exception {
        try (var files = Files.walk(tree)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(SignedDocument document) {
        return new String(WireJson.write(document), StandardCharsets.UTF_8);
    }

    private VersionPage versions() throws Exception {
        return WireJson.readMessage(TestCoordinator
                .expect(200, coordinator.operator("GET", "/v1/models/" + NAME + "/versions", new byte[0])).body(),
                VersionPage.class);
    }

    private void resign(int version) throws Exception {
        alter("UPDATE model_version SET manifest = ? WHERE version = " + version, PackedDocument
                .pack(SigningKey.generate().sign(SignatureContext.MODEL_MANIFEST, manifest(version).payload())));
    }

    @Test
    void aManifestThatWasSignedAgainIsNamedNeverServedAndHidesNoOther() throws Exception {
        resign(1);
        VersionPage page = versions();
        assertEquals(List.of(2, 0), page.versions().stream().map(ModelView::version).toList());
        AlteredVersion altered = page.altered().getFirst();
        assertEquals(1, altered.version());
        assertTrue(altered.why().startsWith("wrong-signer"), altered.why());
        TestCoordinator.expect(500, coordinator.operator("GET", "/v1/models/" + NAME + "/versions/1", new byte[0]));
        TestCoordinator.expect(200, coordinator.operator("GET", "/v1/models/" + NAME + "/versions/2", new byte[0]));
        try (OfflineCopy copy = copy()) {
            assertEquals(Set.of(NAME), copy.models());
            RejectedException bad = assertThrows(RejectedException.class,
                    () -> copy.verify(coordinator.coordinator().keys(), NAME));
            assertEquals(Reason.WRONG_SIGNER, bad.reason());
            assertTrue(bad.detail().startsWith(NAME + " version 1: "), bad.detail());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "{}"})
    void aManifestThatIsNoneIsNamedInEveryList(String instead) throws Exception {
        alter("UPDATE model_version SET manifest = ? WHERE version = 2", instead);
        assertEquals(List.of(1, 0), versions().versions().stream().map(ModelView::version).toList());
        ModelPage models = WireJson.readMessage(TestCoordinator
                .expect(200, coordinator.operator("GET", "/v1/models", new byte[0])).body(), ModelPage.class);
        assertEquals(List.of(), models.models());
        assertEquals(List.of(2), models.altered().stream().map(AlteredVersion::version).toList());
    }

    @Test
    void aCopyThatIsAsItWasIsWholeAndReadWithoutChangingIt() throws Exception {
        assertInstanceOf(AuditReport.Intact.class, verified(Optional.empty()));
        Path copy = folder.resolve("copy");
        byte[] before = Files.readAllBytes(copy.resolve("coordinator.db"));
        try (OfflineCopy offline = OfflineCopy.open(copy)) {
            assertEquals(3, offline.verify(coordinator.coordinator().keys(), NAME));
        }
        org.junit.jupiter.api.Assertions.assertArrayEquals(before, Files.readAllBytes(copy.resolve("coordinator.db")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"DELETE FROM accepted_update WHERE round = 2",
        "UPDATE accepted_update SET report = (SELECT report FROM accepted_update WHERE round = 1) WHERE round = 2"})
    void reportsThatAVersionWasNotMadeOfAreNamedByTheCheck(String change) throws Exception {
        DamagedDirectoryTest.copy(directory, folder.resolve("before"));
        assertEquals(List.of(), DirectoryCheck.of(folder.resolve("before")));
        alter(change);
        DamagedDirectoryTest.copy(directory, folder.resolve("after"));
        List<String> found = DirectoryCheck.of(folder.resolve("after"));
        assertEquals(1, found.size(), found::toString);
        assertTrue(found.getFirst().contains("are not those that version 2 of " + NAME + " was made of"),
                found.getFirst());
    }

    @Test
    void anOperatorGetsTheProofThatADevicesUpdateIsIn() throws Exception {
        String path = "/v1/models/" + NAME + "/versions/2/inclusion/";
        InclusionProof proof = WireJson.readMessage(TestCoordinator
                .expect(200, coordinator.operator("GET", path + "ann", new byte[0])).body(), InclusionProof.class);
        ModelManifest manifest = WireJson.readDocument(manifest(2).payload(), ModelManifest.class);
        assertTrue(proof.leadsTo(java.util.Objects.requireNonNull(manifest.origin().reports())));
        TestCoordinator.expect(404, coordinator.operator("GET", path + "bob", new byte[0]));
        TestCoordinator.expect(400, coordinator.operator("GET", path + "Bob", new byte[0]));
    }
}

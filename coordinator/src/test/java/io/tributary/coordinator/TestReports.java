package io.tributary.coordinator;

import io.tributary.coordinator.run.SignedReports;
import io.tributary.coordinator.store.AcceptedUpdate;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.Sha256;
import io.tributary.protocol.Versioned;
import io.tributary.protocol.message.DeviceMessage;
import io.tributary.protocol.message.UpdateReport;
import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.plan.SignatureContext;
import io.tributary.protocol.plan.SignedDocument;
import io.tributary.secureagg.identity.SigningKey;
import io.tributary.secureagg.seal.SealedSizes;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Reports as devices sign them, by keys that follow from the devices' names. */
public final class TestReports {
    private static final Map<String, SigningKey> KEYS = new ConcurrentHashMap<>();

    private TestReports() {}

    /** The key of a device of this name. */
    public static SigningKey key(String device) {
        return KEYS.computeIfAbsent(device, name -> SigningKey.decodeSecret(
                HexFormat.of().parseHex(Sha256.of(name.getBytes(StandardCharsets.UTF_8)).hex())));
    }

    /** Knows the keys of all such devices. */
    public static SignedReports reports() {
        return new SignedReports(device -> key(device).publicKey());
    }

    /** What this device signs of an upload whose header nobody looks at. */
    public static SignedDocument signed(String run, int round, String device, String uploadId, String sha256,
            int weight) {
        return signed(run, round, device, uploadId, sha256, sha256, weight);
    }

    /** What this device signs of an upload. */
    public static SignedDocument signed(String run, int round, String device, String uploadId, byte[] sealed,
            int weight) {
        return signed(run, round, device, uploadId, Sha256.of(sealed).hex(), header(sealed), weight);
    }

    private static SignedDocument signed(String run, int round, String device, String uploadId, String sha256,
            String header, int weight) {
        return key(device).sign(SignatureContext.UPDATE_REPORT, WireJson.write(
                new UpdateReport(Versioned.VERSION, run, round, device, uploadId, sha256, header, weight)));
    }

    /** Hex SHA-256 of the header of a sealed update. */
    public static String header(byte[] sealed) {
        return Sha256.of(Arrays.copyOf(sealed, Math.min(SealedSizes.HEADER_BYTES, sealed.length))).hex();
    }

    /** What a report's device signed, unchecked. */
    public static UpdateReport content(DeviceMessage.Report report) throws RejectedException {
        return WireJson.readDocument(report.signed().payload(), UpdateReport.class);
    }

    /** The row of a sealed update that its device signed. */
    public static AcceptedUpdate row(String run, int round, String device, String uploadId, byte[] sealed, int weight,
            Instant at) {
        String sha256 = Sha256.of(sealed).hex();
        return new AcceptedUpdate(run, round, device, uploadId, sha256, weight, 1, 1, sealed.length, at,
                signed(run, round, device, uploadId, sha256, header(sealed), weight));
    }

    /** The row of an update that its device signed, and that nobody sums. */
    public static AcceptedUpdate row(String run, int round, String device, String uploadId, String sha256, int weight,
            long bytes, Instant at) {
        return new AcceptedUpdate(run, round, device, uploadId, sha256, weight, 1, 1, bytes, at,
                signed(run, round, device, uploadId, sha256, weight));
    }
}

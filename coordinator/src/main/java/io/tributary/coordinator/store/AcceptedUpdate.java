package io.tributary.coordinator.store;

import io.tributary.protocol.plan.SignedDocument;
import java.time.Instant;

/**
 * An update that was accepted.
 *
 * @param uploadId chosen by the device; with run and round it names the object
 * @param sha256 hex SHA-256 of the sealed bytes
 * @param weight number of examples
 * @param loss mean training loss of the last epoch; NaN if its device gave none
 * @param bytes sealed length
 * @param report what its device signed of it; a row that says something else is not summed
 */
public record AcceptedUpdate(String run, int round, String device, String uploadId, String sha256, int weight,
        double loss,
        long trainMillis, long bytes, Instant at, SignedDocument report) {
    /** Whether both are the same content of the same device and round, whenever they came. */
    public boolean sameContent(AcceptedUpdate other) {
        return run.equals(other.run) && round == other.round && device.equals(other.device)
                && sha256.equals(other.sha256)
                && weight == other.weight;
    }
}

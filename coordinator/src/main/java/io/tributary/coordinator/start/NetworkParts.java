package io.tributary.coordinator.start;

import io.tributary.coordinator.store.ObjectReader;
import io.tributary.coordinator.store.ObjectStore;
import io.tributary.coordinator.store.ObjectWriter;
import io.tributary.protocol.Fields;
import io.tributary.protocol.Ids;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.Sha256;
import io.tributary.protocol.plan.NetworkSpec;
import io.tributary.protocol.plan.RunPlan;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Optional;

/**
 * Files that plans name by their hash ({@link NetworkSpec.TorchScript}), as operators put them before the run is started. They are kept until
 * their model is removed, and given to devices; nothing here looks into them. Thread-safe; blocks on storage.
 */
public final class NetworkParts {
    private static final int MOST_PARTS = NetworkSpec.TorchScript.MOST_BYTES / NetworkSpec.TorchScript.PART_BYTES;

    private final ObjectStore objects;

    /** Files that are kept here. */
    public NetworkParts(ObjectStore objects) {
        this.objects = objects;
    }

    /** Where everything of a model lies. */
    public static String of(String model) {
        return "networks/" + Ids.model(model);
    }

    /**
     * Keeps a part; the same again is no change.
     *
     * @param sha256 of the whole file, in hex
     * @throws RejectedException INVALID_FIELD if it cannot be a part of such a file
     */
    public void put(String model, String sha256, int part, byte[] bytes) throws RejectedException {
        String name = name(model, sha256, part);
        try {
            Fields.within("bytes of a part", bytes.length, 1, NetworkSpec.TorchScript.PART_BYTES);
        } catch (IllegalArgumentException wrong) {
            throw new RejectedException(Reason.INVALID_FIELD, String.valueOf(wrong.getMessage()));
        }
        try (ObjectWriter writer = objects.write(name)) {
            writer.append(ByteBuffer.wrap(bytes));
            writer.commit();
        }
    }

    /**
     * A part that was put.
     *
     * @throws RejectedException NOT_FOUND if it was not; INVALID_FIELD if it cannot be a part of such a file
     */
    public byte[] get(String model, String sha256, int part) throws RejectedException {
        return find(model, sha256, part).orElseThrow(() -> new RejectedException(Reason.NOT_FOUND, "there is no part "
                + part + " of a network of SHA-256 " + sha256 + " of model '" + model + "' here"));
    }

    private Optional<byte[]> find(String model, String sha256, int part) throws RejectedException {
        Optional<ObjectReader> found = objects.find(name(model, sha256, part));
        if (found.isEmpty()) {
            return Optional.empty();
        }
        try (ObjectReader object = found.get()) {
            ByteBuffer bytes = ByteBuffer.allocate((int) object.size());
            object.read(0, bytes);
            return Optional.of(bytes.array());
        }
    }

    /**
     * Passes if the file that a plan names is there, whole; or if it names none.
     *
     * @throws RejectedException INVALID_FIELD if a part is missing or has another length; HASH_MISMATCH if together they are another file
     */
    public void requireWhole(RunPlan plan) throws RejectedException {
        if (!(plan.spec().network() instanceof NetworkSpec.TorchScript network)) {
            return;
        }
        MessageDigest digest = Sha256.algorithm();
        for (int part = 0; part < network.parts(); part++) {
            byte[] bytes = find(plan.model(), network.sha256(), part).orElse(new byte[0]);
            if (bytes.length != network.partLength(part)) {
                throw new RejectedException(Reason.INVALID_FIELD, "part " + part + " of 0.." + (network.parts() - 1)
                        + " of the network of SHA-256 " + network.sha256() + " of '" + plan.model() + "' has "
                        + bytes.length + " of " + network.partLength(part)
                        + " bytes here; put all of them, then start the run");
            }
            digest.update(bytes);
        }
        String found = Sha256.finish(digest).hex();
        if (!found.equals(network.sha256())) {
            throw new RejectedException(Reason.HASH_MISMATCH, "the network that was put for '" + plan.model()
                    + "' has the SHA-256 " + found + "; the plan names " + network.sha256());
        }
    }

    private static String name(String model, String sha256, int part) throws RejectedException {
        try {
            Fields.within("part", part, 0, MOST_PARTS - 1);
            return of(model) + "/" + Sha256.requireHex("network", sha256) + "/" + part;
        } catch (IllegalArgumentException wrong) {
            throw new RejectedException(Reason.INVALID_FIELD, String.valueOf(wrong.getMessage()));
        }
    }
}

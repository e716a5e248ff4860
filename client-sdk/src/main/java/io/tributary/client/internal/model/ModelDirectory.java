package io.tributary.client.internal.model;

import io.tributary.client.internal.trust.PinnedKeys;
import io.tributary.client.internal.trust.Verified;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.Sha256;
import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.plan.ModelManifest;
import io.tributary.protocol.plan.NetworkSpec;
import io.tributary.protocol.plan.SignedDocument;
import io.tributary.secureagg.file.BoundedFile;
import io.tributary.secureagg.file.DurableFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * One model on disk: {@code version.json} says which version is held, its signed manifest and the hash of the plan under which it
 * came. Beside it are that plan, named by its hash, and the chunks, named by the manifest's. Replacing {@code version.json} is what
 * makes another version the held one.
 */
final class ModelDirectory {
    private static final String VERSION = "version.json";
    private static final String PLAN = ".plan.json";
    private static final String CHUNKS = ".chunks";
    private final Path directory;

    /** What {@code version.json} says. */
    record Content(String planHash, SignedDocument manifest) {
        Content {
            Sha256.requireHex("planHash", planHash); // it becomes a file name
        }
    }

    ModelDirectory(Path directory) {
        this.directory = directory;
    }

    boolean holdsVersion() {
        return Files.exists(directory.resolve(VERSION));
    }

    /** Reads and verifies everything except the chunks. */
    HeldModel read(PinnedKeys keys) throws IOException, RejectedException {
        Content content = document(VERSION, Content.class);
        Verified<ModelManifest> manifest = keys.manifest(content.manifest());
        return HeldModel.of(keys.plan(document(planFile(content.planHash()), SignedDocument.class)), manifest);
    }

    private <T> T document(String name, Class<T> type) throws IOException, RejectedException {
        return WireJson.readEnvelope(BoundedFile.read(directory.resolve(name), WireJson.MAX_ENVELOPE), type);
    }

    /** Makes a version the held one; the plan stays as it is if the version held before came under the same one. */
    void write(HeldModel next, Optional<HeldModel> before) throws IOException {
        String planHash = next.plan().hash();
        if (before.filter(held -> held.plan().hash().equals(planHash)).isEmpty()) {
            DurableFile.replace(directory.resolve(planFile(planHash)), WireJson.write(next.plan().document()));
        }
        DurableFile.replace(directory.resolve(VERSION),
                WireJson.write(new Content(planHash, next.manifest().document())));
        delete(name -> name.contains(PLAN) && !name.equals(planFile(planHash)));
    }

    void create() throws IOException {
        Files.createDirectories(directory);
    }

    NetworkCopy network(NetworkSpec.TorchScript network) throws IOException {
        delete(name -> name.contains(NetworkCopy.END) && !name.startsWith(network.sha256()));
        return new NetworkCopy(directory, network);
    }

    ChunkPack pack(HeldModel held) {
        return new ChunkPack(directory.resolve(chunkFile(held)), held.manifest().content());
    }

    private static String planFile(String hash) {
        return hash + PLAN;
    }

    private static String chunkFile(HeldModel held) {
        return held.manifest().hash() + CHUNKS;
    }

    /** Deletes the chunks that were left from before, except those of these versions. */
    void keepOnly(List<HeldModel> versions) throws IOException {
        delete(name -> name.endsWith(CHUNKS) && versions.stream().noneMatch(held -> name.equals(chunkFile(held))));
    }

    /** Deletes the chunks of a version that is not held any more. */
    void forget(HeldModel old) throws IOException {
        Files.deleteIfExists(directory.resolve(chunkFile(old)));
    }

    private void delete(Predicate<String> unwanted) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.filter(found -> unwanted.test(found.getFileName().toString())).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}

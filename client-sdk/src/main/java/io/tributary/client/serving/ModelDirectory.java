package io.tributary.client.serving;

import io.tributary.client.trust.BoundedFile;
import io.tributary.client.trust.DurableFile;
import io.tributary.client.trust.PinnedKeys;
import io.tributary.client.trust.Verified;
import io.tributary.protocol.message.RejectedException;
import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.plan.ModelManifest;
import io.tributary.protocol.plan.SignedDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * One model on disk: {@code version.json} is the signed manifest of the version held; beside it, named by that manifest's hash,
 * are the signed plan and the chunks. Replacing {@code version.json} is what makes another version the held one.
 */
final class ModelDirectory {
    private static final String VERSION = "version.json";
    private final Path directory;

    ModelDirectory(Path directory) {
        this.directory = directory;
    }

    boolean holdsVersion() {
        return Files.exists(directory.resolve(VERSION));
    }

    /** Reads and verifies all but the chunks. */
    HeldModel read(PinnedKeys keys) throws IOException, RejectedException {
        Verified<ModelManifest> manifest = keys.manifest(document(directory.resolve(VERSION)));
        return HeldModel.of(keys.plan(document(planFile(manifest.hash()))), manifest);
    }

    private static SignedDocument document(Path file) throws IOException, RejectedException {
        return WireJson.readDocument(BoundedFile.read(file, WireJson.MAX_DOCUMENT), SignedDocument.class);
    }

    void write(HeldModel held) throws IOException {
        DurableFile.replace(planFile(held.manifest().hash()), WireJson.write(held.plan().document()));
        DurableFile.replace(directory.resolve(VERSION), WireJson.write(held.manifest().document()));
    }

    void create() throws IOException {
        Files.createDirectories(directory);
    }

    ChunkPack pack(HeldModel held) {
        return new ChunkPack(directory.resolve(held.manifest().hash() + ".chunks"), held.manifest().content());
    }

    private Path planFile(String hash) {
        return directory.resolve(hash + ".plan.json");
    }

    /** Deletes what earlier lives of this process may have left, but for these versions. */
    void keepOnly(List<HeldModel> versions) throws IOException {
        delete(name -> !name.equals(VERSION) && versions.stream().noneMatch(version -> belongs(name, version)));
    }

    /** Deletes plan and chunks of a version that is not held any more. */
    void forget(HeldModel old) throws IOException {
        delete(name -> belongs(name, old));
    }

    private static boolean belongs(String name, HeldModel version) {
        return name.startsWith(version.manifest().hash() + ".");
    }

    private void delete(Predicate<String> unwanted) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.filter(found -> unwanted.test(found.getFileName().toString())).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}

package io.tributary.client.internal.model;

import io.tributary.learning.NetworkFiles;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.Sha256;
import io.tributary.protocol.plan.NetworkSpec;
import io.tributary.secureagg.file.Disk;
import io.tributary.secureagg.file.DurableFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A device's copy of the file that a plan names as its network. It arrives in parts, goes on where it broke off, and has its name once
 * it was compared with the hash that the plan's owner signed; nothing looks into it before. One thread.
 */
public final class NetworkCopy {
    static final String END = ".network";
    private final Path file;
    private final Path part;
    private final NetworkSpec.TorchScript network;

    NetworkCopy(Path directory, NetworkSpec.TorchScript network) {
        this.network = network;
        file = directory.resolve(network.sha256() + END);
        part = directory.resolve(network.sha256() + END + ".part");
    }

    /** The part to fetch next; {@code network.parts()} if the file is here, which engines find from now on. */
    public int next() throws IOException, RejectedException {
        if (Files.exists(file)) {
            NetworkFiles.add(network.sha256(), file);
            return network.parts();
        }
        long size = Files.exists(part) ? Files.size(part) : 0;
        if (size < network.length()) {
            return (int) (size / NetworkSpec.TorchScript.PART_BYTES);
        }
        String found = Sha256.of(Files.readAllBytes(part)).hex();
        if (!found.equals(network.sha256())) {
            Files.delete(part);
            throw new RejectedException(Reason.HASH_MISMATCH, "the network that came has the SHA-256 " + found
                    + " where the plan names " + network.sha256());
        }
        DurableFile.rename(part, file);
        return next();
    }

    /** Takes the part that was to be fetched next. */
    public void accept(int index, byte[] bytes) throws IOException, RejectedException {
        if (bytes.length != network.partLength(index)) {
            throw new RejectedException(Reason.HASH_MISMATCH, "part " + index + " of the network of SHA-256 "
                    + network.sha256() + " has " + bytes.length + " bytes where the plan has "
                    + network.partLength(index));
        }
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                LinkOption.NOFOLLOW_LINKS)) {
            ByteBuffer rest = ByteBuffer.wrap(bytes);
            long at = (long) index * NetworkSpec.TorchScript.PART_BYTES;
            while (rest.hasRemaining()) {
                at += channel.write(rest, at);
            }
            Disk.REAL.sync(channel);
        }
    }
}

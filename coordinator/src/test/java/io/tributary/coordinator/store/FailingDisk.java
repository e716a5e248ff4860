package io.tributary.coordinator.store;

import io.tributary.secureagg.file.Disk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The real disk until a step: from then on nothing is done any more, as if the process had been killed there. Notes its steps. */
public final class FailingDisk implements Disk {
    private final List<String> steps = new ArrayList<>();
    private int left;
    private boolean full;
    private boolean forgetful;

    /** Does {@code steps} more steps. */
    public FailingDisk(int steps) {
        this.left = steps;
    }

    /** Never fails. */
    public FailingDisk() {
        this(Integer.MAX_VALUE);
    }

    /** Takes any number of bytes, and writes none of them. */
    public static FailingDisk thatKeepsNothing() {
        FailingDisk disk = new FailingDisk();
        disk.forgetful = true;
        return disk;
    }

    /** Does {@code more} steps from here on. */
    public void failAfter(int more) {
        left = more;
    }

    /** While it is full, a write writes half its bytes and fails; all else works. */
    public void full(boolean nowFull) {
        full = nowFull;
    }

    /** Steps done so far, such as {@code "move wrapped/a"}. */
    public List<String> steps() {
        return List.copyOf(steps);
    }

    /** Forgets the steps so far. */
    public void forget() {
        steps.clear();
    }

    private void step(String step) throws IOException {
        if (left <= 0) {
            throw new IOException("killed before: " + step);
        }
        left--;
        steps.add(step);
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }

    @Override
    public FileChannel create(Path file) throws IOException {
        step("create");
        return REAL.create(file);
    }

    @Override
    public FileChannel createPrivate(Path file) throws IOException {
        step("create");
        return REAL.createPrivate(file);
    }

    @Override
    public void write(FileChannel file, ByteBuffer bytes) throws IOException {
        step("write");
        if (forgetful) {
            bytes.position(bytes.limit());
            return;
        }
        REAL.write(file, full ? bytes.slice(0, bytes.remaining() / 2) : bytes);
        if (full) {
            throw new IOException("No space left on device");
        }
    }

    @Override
    public void sync(FileChannel file) throws IOException {
        step("sync");
        REAL.sync(file);
    }

    @Override
    public void move(Path from, Path to) throws IOException {
        step("move to " + name(to));
        REAL.move(from, to);
    }

    @Override
    public boolean link(Path from, Path to) throws IOException {
        step("link to " + name(to));
        return REAL.link(from, to);
    }

    @Override
    public void delete(Path file) throws IOException {
        step("delete " + name(file));
        REAL.delete(file);
    }

    @Override
    public boolean makeDirectory(Path directory) throws IOException {
        step("make " + name(directory));
        return REAL.makeDirectory(directory);
    }

    @Override
    public void syncDirectory(Path directory) throws IOException {
        step("sync " + name(directory));
        REAL.syncDirectory(directory);
    }

    @Override
    public boolean removeDirectory(Path directory) throws IOException {
        step("remove " + name(directory));
        return REAL.removeDirectory(directory);
    }
}

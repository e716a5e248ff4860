package io.tributary.cli.server;

import io.tributary.cli.console.CommandException;
import io.tributary.coordinator.store.DamagedException;
import io.tributary.secureagg.file.DirectoryLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The directory of a coordinator that does not run. */
public final class IdleDirectory {
    private IdleDirectory() {}

    /** Work on a directory. */
    public interface Work<T> {
        T perform() throws IOException;
    }

    /**
     * Works while no coordinator can start there.
     *
     * @throws CommandException if there is no such directory, a coordinator runs there, or it is not fit for the work: which file, and
     *     what to do
     * @throws IOException if it cannot be read or written
     */
    public static <T> T checked(Path directory, Work<T> work) throws CommandException, IOException {
        if (!Files.isDirectory(directory)) {
            throw new CommandException(directory + " is no directory");
        }
        Path file = directory.resolve(DirectoryLock.NAME);
        Optional<DirectoryLock> lock = Files.isWritable(file) // on a medium that takes no writes no coordinator runs
                ? Optional.of(DirectoryLock.tryTake(directory).orElseThrow(() -> new CommandException(directory
                        + " is in use by a coordinator that is running; end it first")))
                : Optional.empty();
        try {
            return work.perform();
        } catch (DamagedException damaged) {
            throw new CommandException(String.valueOf(damaged.getMessage()), damaged);
        } finally {
            if (lock.isPresent()) {
                lock.get().close();
            }
        }
    }
}

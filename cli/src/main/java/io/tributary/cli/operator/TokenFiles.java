package io.tributary.cli.operator;

import io.tributary.cli.console.CommandException;
import io.tributary.protocol.RejectedException;
import io.tributary.secureagg.file.BoundedFile;
import io.tributary.secureagg.file.SecretFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Enrolment tokens as files, a token each, that only their owner can read. */
public final class TokenFiles {
    private static final int LONGEST = 8192;

    private TokenFiles() {}

    /**
     * The token in a file, white space around it removed.
     *
     * @throws CommandException if it cannot be read or holds none
     */
    public static String read(Path file) throws CommandException {
        try {
            String token = new String(BoundedFile.read(file, LONGEST), StandardCharsets.UTF_8).strip();
            if (token.isEmpty() || token.chars().anyMatch(c -> c <= ' ' || c > '~')) {
                throw new CommandException(file + " holds no token: one line of printable ASCII is expected");
            }
            return token;
        } catch (IOException | RejectedException unreadable) {
            throw new CommandException("the token's file cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    /**
     * Writes {@code token-1}, {@code token-2}, ...; numbers that are taken are passed over.
     *
     * @throws IOException if they cannot be written
     */
    public static List<Path> write(Path folder, List<String> tokens) throws IOException {
        Files.createDirectories(folder);
        List<Path> files = new ArrayList<>();
        int number = 1;
        for (String token : tokens) {
            while (Files.exists(folder.resolve("token-" + number))) {
                number++;
            }
            Path file = folder.resolve("token-" + number);
            SecretFile.replace(file, token.getBytes(StandardCharsets.US_ASCII));
            files.add(file);
        }
        return files;
    }
}

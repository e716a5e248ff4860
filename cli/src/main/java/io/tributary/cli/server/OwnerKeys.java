package io.tributary.cli.server;

import io.tributary.cli.console.CommandException;
import io.tributary.protocol.RejectedException;
import io.tributary.secureagg.file.BoundedFile;
import io.tributary.secureagg.file.Disk;
import io.tributary.secureagg.file.KeyFile;
import io.tributary.secureagg.identity.SigningKey;
import io.tributary.secureagg.identity.VerifyingKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/**
 * A model owner's key as two files: {@value #SECRET}, 32 bytes that only its owner can read, signs plans; {@value #PUBLIC}, a line of
 * base64, is what coordinators and devices pin.
 */
public final class OwnerKeys {
    /** The secret half. */
    public static final String SECRET = "owner.key";
    /** The public half. */
    public static final String PUBLIC = "owner.pub";
    private static final int MOST = 256;

    private OwnerKeys() {}

    /**
     * Makes a key; never overwrites one.
     *
     * @param folder made if it is not there
     * @return its public half
     * @throws CommandException if there is one already, or a file of its name
     * @throws IOException if the files cannot be written
     */
    public static VerifyingKey make(Path folder) throws CommandException, IOException {
        Files.createDirectories(folder);
        requireAbsent(folder.resolve(SECRET));
        SigningKey key = SigningKey.generate();
        String text = Base64.getEncoder().encodeToString(key.publicKey().raw()) + "\n";
        try (FileChannel made = Disk.REAL.create(folder.resolve(PUBLIC))) {
            Disk.REAL.write(made, ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
            Disk.REAL.sync(made);
        } catch (FileAlreadyExistsException there) {
            throw taken(folder.resolve(PUBLIC));
        }
        KeyFile.write(folder.resolve(SECRET), key);
        return key.publicKey();
    }

    private static void requireAbsent(Path file) throws CommandException {
        if (Files.exists(file)) {
            throw taken(file);
        }
    }

    private static CommandException taken(Path file) {
        return new CommandException(file + " is there already and is not overwritten: plans that it signed would be "
                + "refused; choose another folder");
    }

    /**
     * Reads the secret half.
     *
     * @throws CommandException if it is not there, is open to others or is no key
     */
    public static SigningKey secret(Path file) throws CommandException {
        if (!Files.isRegularFile(file)) {
            throw new CommandException(file + " is not there; ./tributary keys --out DIR makes DIR/" + SECRET);
        }
        try {
            return KeyFile.existingSigning(file);
        } catch (IOException wrong) {
            throw new CommandException("the owner's key: " + wrong.getMessage(), wrong);
        }
    }

    /**
     * Reads the public half.
     *
     * @throws CommandException if it is not there or is no key
     */
    public static VerifyingKey pinned(Path file) throws CommandException {
        try {
            String text = new String(BoundedFile.read(file, MOST), StandardCharsets.US_ASCII).strip();
            return VerifyingKey.of(Base64.getDecoder().decode(text));
        } catch (IOException missing) {
            throw new CommandException(file + " cannot be read (" + missing + "); ./tributary keys --out DIR makes DIR/"
                    + PUBLIC, missing);
        } catch (RejectedException | IllegalArgumentException wrong) {
            throw new CommandException(file + " must be a line of base64, a public key as ./tributary keys writes it "
                    + "into " + PUBLIC + ": " + wrong.getMessage(), wrong);
        }
    }
}

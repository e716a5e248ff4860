package io.tributary.coordinator.directory;

import io.tributary.secureagg.file.KeyFile;
import io.tributary.secureagg.identity.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whose a directory is that was used before: its head names the key that signed it, and no other key may go on in it. */
final class DirectoryIdentity {
    private DirectoryIdentity() {}

    /**
     * The newest head, by whatever key.
     *
     * @throws NotWholeException if there is none
     */
    static HeadFile.Stored head(Path directory) throws IOException {
        Path file = directory.resolve(HeadFile.NAME);
        if (!Files.exists(file)) {
            throw new NotWholeException(file,
                    "is missing, and the directory was used: nothing says whether it is whole",
                    DirectoryCheck.RESTORE);
        }
        return HeadFile.read(file).orElseThrow(() -> new NotWholeException(file,
                "holds no head with a good signature: it was emptied, cut or changed", DirectoryCheck.RESTORE));
    }

    /**
     * The key of a directory that was used.
     *
     * @throws NotWholeException if it is missing, or not the one that signed the head
     */
    static SigningKey require(Path directory) throws IOException {
        HeadFile.Stored newest = head(directory);
        Path file = directory.resolve(CoordinatorDirectory.KEY);
        if (!Files.exists(file)) {
            throw new NotWholeException(file, "is missing; what the directory holds was signed by " + newest.signer(),
                    "restore this key from its backup: devices and stored versions know no other");
        }
        SigningKey key = KeyFile.existingSigning(file);
        if (!key.publicKey().equals(newest.signer())) {
            throw new NotWholeException(file, "is the secret of " + key.publicKey()
                    + ", and what the directory holds was signed by " + newest.signer(),
                    "restore the key that signed it, or the HEAD that belongs to this key, from one backup");
        }
        return key;
    }
}

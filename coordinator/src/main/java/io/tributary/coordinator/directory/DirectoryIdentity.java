package io.tributary.coordinator.directory;

import io.tributary.protocol.plan.SignatureContext;
import io.tributary.secureagg.file.KeyFile;
import io.tributary.secureagg.identity.SigningKeys;
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
     * The keys of a directory that was used.
     *
     * @throws NotWholeException if they are missing, or neither they nor keys that they replaced signed the head
     */
    static SigningKeys require(Path directory) throws IOException {
        HeadFile.Stored newest = head(directory);
        Path file = directory.resolve(CoordinatorDirectory.KEY);
        if (!Files.exists(file)) {
            throw new NotWholeException(file, "is missing; what the directory holds was signed by " + newest.signer(),
                    "restore this key from its backup: devices and stored versions know no other");
        }
        SigningKeys keys = KeyFile.coordinator(file);
        if (!keys.chain().knows(SignatureContext.DIRECTORY_HEAD, newest.document())) {
            throw new NotWholeException(file, "holds the secrets of " + keys.chain()
                    + ", and what the directory holds was signed by " + newest.signer(),
                    "restore the keys that signed it, or the HEAD that belongs to these keys, from one backup");
        }
        return keys;
    }
}

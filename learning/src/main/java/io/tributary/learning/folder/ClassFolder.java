package io.tributary.learning.folder;

import io.tributary.learning.BadExampleException;
import io.tributary.protocol.Labels;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A folder whose name is a class.
 *
 * @param path where
 * @param label its name in normal form C
 * @param owner index of the device that it lies with, 0 if there are none
 */
record ClassFolder(Path path, String label, int owner) {
    /**
     * The class that a folder names.
     *
     * @throws BadExampleException naming the folder, if its name may be no class
     */
    static ClassFolder of(Path path, int owner) throws BadExampleException {
        String label = Labels.normal(Folders.name(path));
        try {
            Labels.require("the name of a class", label);
        } catch (IllegalArgumentException wrong) {
            throw new BadExampleException(path + ": " + wrong.getMessage(), wrong);
        }
        return new ClassFolder(path, label, owner);
    }

    /**
     * Passes folders of which no two name the same class.
     *
     * @throws BadExampleException naming two that do: of one device by any form, of different devices by names that differ in case alone
     */
    static void requireDistinct(List<ClassFolder> folders) throws BadExampleException {
        Map<String, ClassFolder> seen = new HashMap<>();
        for (ClassFolder folder : folders) {
            ClassFolder other = seen.putIfAbsent(Labels.folded(folder.label), folder);
            if (other != null && !(other.label.equals(folder.label) && other.owner != folder.owner)) {
                throw new BadExampleException(other.path + " and " + folder.path
                        + ": the two names are the same but for case or form, so that one class would be two; rename one");
            }
        }
    }
}

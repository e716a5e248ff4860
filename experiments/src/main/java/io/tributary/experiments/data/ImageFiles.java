package io.tributary.experiments.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * The images of a folder {@code class/image}, or {@code device/class/image}, in the order of their paths.
 *
 * @param images one a file
 * @param classNames names of the class folders, sorted
 * @param devices names of the device folders, sorted; empty if there are none
 * @param ignored files of other kinds, and whatever is no file
 */
record ImageFiles(List<Image> images, List<String> classNames, List<String> devices, List<Path> ignored) {
    private static final Set<String> KINDS = Set.of("jpg", "jpeg", "png");

    /**
     * An image that was found.
     *
     * @param file where
     * @param label index of its class
     * @param owner index of its device, 0 if there are none
     */
    record Image(Path file, int label, int owner) {}

    /** Looks for images without opening any. */
    static ImageFiles find(Path root, boolean byDevice) throws DataException {
        String wanted = byDevice ? "of folders device/class with JPEG or PNG images"
                : "of class folders with JPEG or PNG images";
        return new Search(Folders.below(root, wanted), wanted, false).run(root, byDevice);
    }

    /** The same for a device of its own: a class of which it has no image is an empty folder. */
    static ImageFiles findOwn(Path root) throws DataException {
        String wanted = "with a folder for each class, with JPEG or PNG images or empty";
        return new Search(Folders.below(root, wanted), wanted, true).run(root, false);
    }

    private static final class Search {
        private final Folders folders;
        private final String wanted;
        private final boolean emptyAllowed;
        private final List<Image> images = new ArrayList<>();
        private final List<Path> ignored = new ArrayList<>();

        Search(Folders folders, String wanted, boolean emptyAllowed) {
            this.folders = folders;
            this.wanted = wanted;
            this.emptyAllowed = emptyAllowed;
        }

        ImageFiles run(Path root, boolean byDevice) throws DataException {
            List<Path> devices = byDevice ? subfolders(root) : List.of(root);
            Set<String> names = new TreeSet<>();
            for (Path device : devices) {
                subfolders(device).forEach(folder -> names.add(Folders.name(folder)));
            }
            List<String> classNames = List.copyOf(names);
            if (classNames.size() < 2) {
                throw new DataException(root + ": has images of one class only, " + classNames
                        + "; at least 2 class folders are needed");
            }
            for (int owner = 0; owner < devices.size(); owner++) {
                for (Path folder : subfolders(devices.get(owner))) {
                    collect(folder, classNames.indexOf(Folders.name(folder)), owner);
                }
            }
            return new ImageFiles(images, classNames,
                    byDevice ? devices.stream().map(Folders::name).toList() : List.of(), ignored);
        }

        private List<Path> subfolders(Path folder) throws DataException {
            List<Path> found = folders.list(folder).stream().filter(Files::isDirectory).toList();
            if (found.isEmpty()) {
                throw new DataException(folder + ": has no folders in it; data.path must be a folder " + wanted);
            }
            return found;
        }

        private void collect(Path folder, int label, int owner) throws DataException {
            int before = images.size();
            for (Path entry : folders.list(folder)) {
                if (Files.isDirectory(entry)) {
                    throw new DataException(
                            entry + ": is a folder where images are expected; data.path must be a folder "
                                    + wanted + " (partition: by-folder takes device/class/image)");
                }
                if (KINDS.contains(kind(entry)) && Files.isRegularFile(entry)) {
                    images.add(new Image(entry, label, owner));
                } else {
                    ignored.add(entry);
                }
            }
            if (images.size() == before && !emptyAllowed) {
                throw new DataException(folder + ": has no JPEG or PNG image in it; remove the folder, or fill it");
            }
        }

        private static String kind(Path file) {
            String name = Folders.name(file);
            return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        }
    }
}

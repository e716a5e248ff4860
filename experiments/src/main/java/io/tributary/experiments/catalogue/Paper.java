package io.tributary.experiments.catalogue;

/**
 * Where an idea was published.
 *
 * @param authors and year, as texts cite it: {@code Yin et al. 2018}
 * @param title of the paper
 * @param venue conference or journal
 */
public record Paper(String authors, String title, String venue) {
    @Override
    public String toString() {
        return authors + ", \"" + title + "\", " + venue;
    }
}

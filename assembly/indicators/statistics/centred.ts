// Sums over a window of deviations from a centre, which is the window's mean when they are summed up afresh: large prices lose no digits to them.

/**
 * The window's squared deviations from its own mean, against the largest squares about the centre so far: below this the window has narrowed or
 * has left the centre behind, which has taken digits. An outlier alone cannot do it; nearly the whole window has to be another, so that
 * summing up afresh costs little.
 */
export const NARROWED: f64 = 1e-3;

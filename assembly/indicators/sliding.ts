// Sums that slide with a window. What leaves is subtracted, so rounding piles up: they are summed up afresh on every bar whose index is a multiple
// of FRESH, and when their terms have shrunk to COLLAPSED of their largest, which has taken digits with it. Both depend on the bars alone, so
// that batch, chunks and single bars give the same bits.

export const FRESH: i32 = 1024;
export const COLLAPSED: f64 = 1e-4;

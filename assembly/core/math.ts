// Functions that are not in WebAssembly itself. AssemblyScript's own exp, log and pow are compiled into the module, so
// that every host computes the same bits; nobody calls the host's.

/** 2 / sqrt(pi) */
const TWO_OVER_ROOT_PI: f64 = 1.1283791670955126;
const ROOT_HALF: f64 = 0.7071067811865476;
const ROOT_TWO_PI: f64 = 2.5066282746310002;

export function exp(x: f64): f64 {
  return NativeMath.exp(x);
}

export function log(x: f64): f64 {
  return NativeMath.log(x);
}

export function pow(x: f64, y: f64): f64 {
  return NativeMath.pow(x, y);
}

/**
 * Complementary error function, to about 1e-15 relative: below 2.5 from the all-positive series
 * erf(x) = 2/sqrt(pi) exp(-x^2) sum 2^n x^(2n+1) / (2n+1)!! (Abramowitz and Stegun 7.1.6), above from the continued
 * fraction 7.1.14 by Lentz's method.
 */
export function erfc(x: f64): f64 {
  if (x != x) return NaN;
  if (x < 0) return 2.0 - erfc(-x);
  if (x > 27) return 0;
  if (x < 2.5) {
    let term = x;
    let sum = x;
    for (let n = 1; n < 200; n++) {
      term *= (2.0 * x * x) / f64(2 * n + 1);
      sum += term;
      if (term < sum * 1e-17) break;
    }
    return 1.0 - TWO_OVER_ROOT_PI * exp(-x * x) * sum;
  }
  // x + (1/2)/(x + 1/(x + (3/2)/(x + 2/(x + ...))))
  const tiny: f64 = 1e-300;
  let f = x;
  let c = x;
  let d: f64 = 0;
  for (let n = 1; n < 500; n++) {
    const a = 0.5 * f64(n);
    d = x + a * d;
    if (d == 0) d = tiny;
    d = 1.0 / d;
    c = x + a / c;
    if (c == 0) c = tiny;
    const delta = c * d;
    f *= delta;
    if (abs(delta - 1.0) < 1e-16) break;
  }
  return (exp(-x * x) / f) * (0.5 * TWO_OVER_ROOT_PI);
}

/** Standard normal distribution function. */
export function normalCdf(x: f64): f64 {
  return 0.5 * erfc(-x * ROOT_HALF);
}

/**
 * Standard normal quantile for p in (0, 1): a rational start (Abramowitz and Stegun 26.2.23), then Halley's
 * method on `normalCdf`, from the nearer tail so that small p keeps its relative precision.
 */
export function normalQuantile(p: f64): f64 {
  if (!(p > 0 && p < 1)) return NaN;
  if (p > 0.5) return -lowerQuantile(1.0 - p);
  return lowerQuantile(p);
}

function lowerQuantile(p: f64): f64 {
  if (p == 0.5) return 0;
  const t = sqrt(-2.0 * log(p));
  let x = -(
    t -
    (2.515517 + t * (0.802853 + t * 0.010328)) /
      (1.0 + t * (1.432788 + t * (0.189269 + t * 0.001308)))
  );
  for (let k = 0; k < 4; k++) {
    const error = normalCdf(x) - p;
    const u = error * ROOT_TWO_PI * exp(0.5 * x * x);
    const next = x - u / (1.0 + 0.5 * x * u);
    if (next == x) break;
    x = next;
  }
  return x;
}

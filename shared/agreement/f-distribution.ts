/**
 * The quantile of the F distribution: the value below which the part `probability` of it lies.
 *
 * By bisection over the regularised incomplete beta function, to about 1e-12. Abramowitz, M. and Stegun, I. A. (1964).
 * Handbook of Mathematical Functions, 26.5 and 26.6.
 *
 * @param probability - above 0 and below 1
 * @param numeratorDf - degrees of freedom, above 0, whole or not
 */
export function fQuantile(probability: number, numeratorDf: number, denominatorDf: number): number {
  if (!(probability > 0 && probability < 1) || !(numeratorDf > 0) || !(denominatorDf > 0)) {
    throw new Error('A quantile of F needs a probability between 0 and 1 and degrees of freedom above 0');
  }
  // P(F <= f) = I_x(d1 / 2, d2 / 2) with x = d1 f / (d1 f + d2).
  let [low, high] = [0, 1];
  for (let step = 0; step < 200 && high - low > 1e-17; step += 1) {
    const middle = (low + high) / 2;
    if (incompleteBeta(middle, numeratorDf / 2, denominatorDf / 2) < probability) low = middle;
    else high = middle;
  }
  const x = (low + high) / 2;
  return (denominatorDf * x) / (numeratorDf * (1 - x));
}

/** I_x(a, b), by the continued fraction of Abramowitz and Stegun 26.5.8 with Lentz's method. */
export function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  // The fraction converges quickly on this side only.
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a);
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x));
  const tiny = 1e-300;
  let c = 1;
  let d = nonZero(1 - ((a + b) * x) / (a + 1), tiny) ** -1;
  let fraction = d;
  for (let m = 1; m <= 500; m += 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / nonZero(1 + even * d, tiny);
    c = nonZero(1 + even / c, tiny);
    fraction *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / nonZero(1 + odd * d, tiny);
    c = nonZero(1 + odd / c, tiny);
    const change = d * c;
    fraction *= change;
    if (Math.abs(change - 1) < 1e-16) break;
  }
  return (front * fraction) / a;
}

function nonZero(value: number, tiny: number): number {
  return Math.abs(value) < tiny ? tiny : value;
}

/** Lanczos' approximation (g = 607/128, 15 terms), to about 1e-15 for arguments above 0. */
function logGamma(value: number): number {
  let series = LANCZOS[0] ?? 0;
  for (let term = 1; term < LANCZOS.length; term += 1) series += (LANCZOS[term] ?? 0) / (value + term);
  const base = value + 607 / 128 + 0.5;
  return (value + 0.5) * Math.log(base) - base + Math.log((Math.sqrt(2 * Math.PI) * series) / value);
}

/** Godfrey, P. (2001). A note on the computation of the convergent Lanczos complex gamma approximation. */
const LANCZOS: readonly number[] = [
  0.9999999999999971, 57.15623566586292, -59.59796035547549, 14.136097974741746, -0.4919138160976202,
  3.399464998481189e-5, 4.652362892704858e-5, -9.837447530487956e-5, 0.0001580887032249125,
  -0.00021026444172410488, 0.00021743961811521265, -0.0001643181065367639, 8.441822398385275e-5,
  -2.6190838401581408e-5, 3.6899182659531625e-6,
];

/// The time that work of two kinds takes, so many seconds for a unit of each, learnt from how long such work took. Least
/// squares of the relative errors: a copy of a second counts as much as one of an hour. Later work counts more.
struct LinearCost: Sendable, Hashable, Codable {
  /// Seconds for a unit of each kind.
  struct Rates: Sendable, Hashable, Codable {
    var first: Double
    var second: Double
  }

  // Sums over past work of products of x = first / seconds and y = second / seconds: rates that had been right would have
  // made x * first + y * second = 1.
  private var xx = 0.0
  private var xy = 0.0
  private var yy = 0.0
  private var x = 0.0
  private var y = 0.0

  /// - Parameter weight: 1 for work long enough to be typical, less for less.
  mutating func learn(first: Double, second: Double, seconds: Double, weight: Double) {
    guard seconds > 0, weight > 0, first + second > 0 else { return }
    let old = 1 - 0.25 * weight
    let (u, v) = (first / seconds, second / seconds)
    xx = xx * old + weight * u * u
    xy = xy * old + weight * u * v
    yy = yy * old + weight * v * v
    x = x * old + weight * u
    y = y * old + weight * v
  }

  func seconds(first: Double, second: Double, assuming: Rates) -> Double {
    let rates = rates(assuming: assuming)
    return rates.first * first + rates.second * second
  }

  /// What was learnt does not always tell one kind from the other: then the assumed rates, made faster or slower together
  /// until they fit, decide.
  func rates(assuming prior: Rates) -> Rates {
    // 1 - cos² of the angle between the kinds' columns.
    if xx * yy - xy * xy > 0.1 * xx * yy, let found = solve(trust: 0, Rates(first: 1, second: 1)) {
      return found
    }
    let square =
      prior.first * prior.first * xx + 2 * prior.first * prior.second * xy
      + prior.second * prior.second * yy
    guard square > 0 else { return prior }
    let scale = (prior.first * x + prior.second * y) / square
    let scaled = Rates(first: prior.first * scale, second: prior.second * scale)
    return solve(trust: 0.02, scaled) ?? scaled
  }

  /// The rates that fit best, where `trust` is the weight of the relative distance to `near`; nil when one would be negative.
  private func solve(trust: Double, _ near: Rates) -> Rates? {
    let p = xx + trust / (near.first * near.first)
    let r = yy + trust / (near.second * near.second)
    let (s, t) = (x + trust / near.first, y + trust / near.second)
    let determinant = p * r - xy * xy
    let (first, second) = (s * r - t * xy, p * t - xy * s)
    guard determinant > 0, first > 0, second > 0 else { return nil }
    return Rates(first: first / determinant, second: second / determinant)
  }
}

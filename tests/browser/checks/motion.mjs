// Who asks for less motion gets none.

/** Runs in a page opened with reduced motion. */
export function motion() {
  const problems = document.getAnimations()
    .filter((each) => each.playState === 'running')
    .map((each) => `moves although less motion is asked for: ${each.effect?.target?.outerHTML.slice(0, 100)}`);
  if (getComputedStyle(document.documentElement).scrollBehavior === 'smooth') {
    problems.push('scrolls smoothly although less motion is asked for');
  }
  if (document.querySelector('animate, animateTransform, animateMotion, set, marquee, blink')) {
    problems.push('an element that moves by itself, whatever is asked for');
  }
  return problems;
}

// What can be undone in rich text; a word that is typed is one step.

export class History {
  constructor() {
    Object.assign(this, { past: [], future: [], inWord: false });
  }

  /** Keeps the state before an edit, unless it goes on with the word that is being typed. */
  keep(state, { inWord = false } = {}) {
    if (!(inWord && this.inWord)) this.past.push(state);
    Object.assign(this, { future: [], inWord });
  }

  endWord() {
    this.inWord = false;
  }

  undo = (state) => this.step(this.past, this.future, state);

  redo = (state) => this.step(this.future, this.past, state);

  step(from, to, state) {
    this.inWord = false;
    if (from.length) to.push(state);
    return from.pop();
  }
}

/** A number that Python holds as a float: it is written with a point or an exponent even when it is whole. */
export class PythonFloat {
  readonly value: number;
  constructor(value: number) {
    this.value = value;
  }
}

/** Keeps the place of a chart, so that the table below it does not jump. */
export function ChartToCome() {
  return (
    <section className="panel">
      <div className="panel-head">&nbsp;</div>
      <div className="figure-chart" />
    </section>
  );
}

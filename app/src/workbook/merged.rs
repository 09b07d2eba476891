//! Merged cells: a workbook keeps what stands in them once, in the first; people read it in each.

use shared::sheet::{Cell, Fault, Row};

/// Where a cell stands: row and column, from 0.
type Place = (u32, u32);

/// Writes words into every cell that they cover. A number that covers several cells is nobody's in particular: none of
/// them can be used.
pub(super) fn spread(rows: &mut [Row], areas: impl Iterator<Item = (Place, Place)>) {
    let widest = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    for ((top, left), (bottom, right)) in areas {
        let width = |column: u32| usize::try_from(column).unwrap_or(usize::MAX);
        let (left, right) = (width(left), width(right));
        let number = |row: u32| row.saturating_add(1);
        let first = rows.partition_point(|row| row.number < number(top));
        let covered = rows.get_mut(first..).unwrap_or_default().iter_mut();
        let mut covered = covered.take_while(|row| row.number <= number(bottom)).peekable();
        let held = covered.peek().filter(|row| row.number == number(top));
        let shown = match held.map(|row| row.cell(left).clone()) {
            None | Some(Cell::Blank) => continue,
            Some(Cell::Number { .. } | Cell::Day(_)) => Cell::Faulty(Fault::Merged),
            Some(words) => words,
        };
        for row in covered {
            // No wider than the sheet: an area may reach to its last possible column.
            let end = right.saturating_add(1).min(widest);
            if row.cells.len() < end {
                row.cells.resize(end, Cell::Blank);
            }
            for cell in row.cells.get_mut(left..end).unwrap_or_default() {
                cell.clone_from(&shown);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    fn rows(cells: &[&[&str]]) -> Vec<Row> {
        let cell = |text: &&str| match text.parse::<f64>() {
            Ok(number) => Cell::number(number, false),
            Err(_) => Cell::text(text),
        };
        let row = |(number, cells): (u32, &&[&str])| Row { number, cells: cells.iter().map(cell).collect() };
        (1..).zip(cells).map(row).collect()
    }

    #[wasm_bindgen_test]
    fn words_are_read_in_every_cell_that_they_cover_and_numbers_in_none() {
        let mut read = rows(&[
            &["Hội Nhà báo", "Quà", "7", "x"],
            &["", "Tin", "", "y"],
            &["Hội Luật gia", "Quà", "3", "z"],
        ]);
        let areas = [((0, 0), (1, 0)), ((0, 2), (1, 2)), ((2, 1), (2_000_000, 900)), ((7, 0), (9, 1))];
        spread(&mut read, areas.into_iter());
        let mut expected = rows(&[
            &["Hội Nhà báo", "Quà", "", "x"],
            &["Hội Nhà báo", "Tin", "", "y"],
            &["Hội Luật gia", "Quà", "Quà", "Quà"],
        ]);
        for row in expected.iter_mut().take(2) {
            row.cells[2] = Cell::Faulty(Fault::Merged);
        }
        assert_eq!(read, expected);
    }
}

;; The two loops of a deflate encoder that touch every byte: finding matches, and writing codes. `src/deflate-kernel.ts` does
;; the rest, and builds the codes between the two. Words in capitals on lines of their own are fragments of `build.mjs`.
;; Source: RFC 1951.
;;
;; Memory, in words of 32 bits: where five bytes were seen last (from 0); how often each literal, length and end (0x4000) and
;; each distance (0x4800) occurs; the codes of these (0x5000, 0x5800), the number of bits in the upper half; the symbol of each
;; length (0x6000), with the number of its further bits (<< 9) and what they say (<< 16); the symbol of each distance less one
;; up to 255, and then of every 128th (0x6800), with the number of its further bits (<< 8).

;; The bits that are not written yet, and how many they are.
(global $to (mut i32) (i32.const 0))
(global $bits (mut i64) (i64.const 0))
(global $held (mut i64) (i64.const 0))

;; Begins a stream.
(func (export "begin") (param $to i32)
  (memory.fill (i32.const 0) (i32.const 0) (i32.const 0x4000))
  (global.set $to (local.get $to))
  (global.set $bits (i64.const 0))
  (global.set $held (i64.const 0)))

;; Writes up to 32 bits.
(func $put (export "put") (param $value i32) (param $count i32)
  (local $to i32) (local $bits i64) (local $held i64)
  (local.set $to (global.get $to))
  (local.set $held (i64.add (global.get $held) (i64.extend_i32_u (local.get $count))))
  (local.set $bits (i64.or (global.get $bits) (i64.shl (i64.extend_i32_u (local.get $value)) (global.get $held))))
  FLUSH
  (global.set $to (local.get $to))
  (global.set $bits (local.get $bits))
  (global.set $held (local.get $held)))

;; Fills the last byte; answers where the next would be.
(func (export "align") (result i32)
  (call $put (i32.const 0) (i32.and (i32.sub (i32.const 0) (i32.wrap_i64 (global.get $held))) (i32.const 7)))
  (global.get $to))

;; Goes on behind bytes that were put into the memory by others.
(func (export "skip") (param $count i32)
  (global.set $to (i32.add (global.get $to) (local.get $count))))

(func $increment (param $address i32)
  (i32.store (local.get $address) (i32.add (i32.load (local.get $address)) (i32.const 1))))

(func $countLiterals (param $from i32) (param $end i32)
  (local $address i32)
  (block $done
    (loop $more
      (br_if $done (i32.ge_u (local.get $from) (local.get $end)))
      (local.set $address (i32.shl (i32.load8_u (local.get $from)) (i32.const 2)))
      (i32.store offset=0x4000
        (local.get $address)
        (i32.add (i32.load offset=0x4000 (local.get $address)) (i32.const 1)))
      (local.set $from (i32.add (local.get $from) (i32.const 1)))
      (br $more))))

(func $lengthSymbol (param $length i32) (result i32)
  (i32.load offset=0x6000 (i32.shl (local.get $length) (i32.const 2))))

;; Of a distance less one.
(func $distanceSymbol (param $distance i32) (result i32)
  (i32.load offset=0x6800
    (i32.shl
      (select
        (local.get $distance)
        (i32.add (i32.const 256) (i32.shr_u (local.get $distance) (i32.const 7)))
        (i32.lt_u (local.get $distance) (i32.const 256)))
      (i32.const 2))))

;; Where what follows `at` ends to equal what follows `candidate`, `end` at the latest.
(func $matchEnd (param $candidate i32) (param $at i32) (param $end i32) (result i32)
  (local $difference i64)
  (block $done
    (loop $wide
      (br_if $done (i32.gt_u (i32.add (local.get $at) (i32.const 8)) (local.get $end)))
      (local.set $difference (i64.xor (i64.load (local.get $at)) (i64.load (local.get $candidate))))
      (if (i64.ne (local.get $difference) (i64.const 0))
        (then
          (return
            (i32.add
              (local.get $at)
              (i32.wrap_i64 (i64.shr_u (i64.ctz (local.get $difference)) (i64.const 3)))))))
      (local.set $at (i32.add (local.get $at) (i32.const 8)))
      (local.set $candidate (i32.add (local.get $candidate) (i32.const 8)))
      (br $wide)))
  (block $different
    (loop $narrow
      (br_if $different (i32.ge_u (local.get $at) (local.get $end)))
      (br_if $different (i32.ne (i32.load8_u (local.get $at)) (i32.load8_u (local.get $candidate))))
      (local.set $at (i32.add (local.get $at) (i32.const 1)))
      (local.set $candidate (i32.add (local.get $candidate) (i32.const 1)))
      (br $narrow)))
  (local.get $at))

;; Finds matches in what lies from `start` to `end`, and counts symbols. Writes to `to` two words for each sequence: how many
;; literals, and the length and distance less one (<< 16) of the match behind them; a length of 0 ends the last one. Answers
;; where they end. Matches begin at `first` or later, which is more than 32768.
(func (export "findMatches") (param $start i32) (param $end i32) (param $to i32) (param $first i32) (result i32)
  (local $anchor i32) (local $at i32) (local $lastMatch i32) (local $length i32) (local $piece i32) (local $step i32)
  (local $attempts i32) (local $slot i32) (local $candidate i32) (local $distance i32)
  (local.set $anchor (local.get $start))
  (local.set $at (local.get $start))
  (local.set $lastMatch (i32.sub (local.get $end) (i32.const 8)))
  (memory.fill (i32.const 0x4000) (i32.const 0) (i32.const 0x900))
  (block $rest
    (loop $sequence
      (local.set $step (i32.const 1))
      (local.set $attempts (i32.const 64))
      (block $found
        (loop $search
          (br_if $rest (i32.gt_u (local.get $at) (local.get $lastMatch)))
          (local.set $slot
            SLOT_HERE
          )
          (local.set $candidate (i32.load (local.get $slot)))
          (i32.store (local.get $slot) (local.get $at))
          ;; An empty slot is too far away as well.
          (br_if $found
            (i32.and
              (i32.le_u (i32.sub (local.get $at) (local.get $candidate)) (i32.const 32768))
              (i32.eq (i32.load (local.get $candidate)) (i32.load (local.get $at)))))
          (local.set $at (i32.add (local.get $at) (local.get $step)))
          (local.set $step (i32.shr_u (local.get $attempts) (i32.const 6)))
          (local.set $attempts (i32.add (local.get $attempts) (i32.const 1)))
          (br $search)))
      (local.set $length
        (call $matchEnd
          (i32.add (local.get $candidate) (i32.const 4))
          (i32.add (local.get $at) (i32.const 4))
          (local.get $end)))
      ;; Backwards over literals that match as well.
      (block $begins
        (loop $back
          (br_if $begins (i32.le_u (local.get $at) (local.get $anchor)))
          (br_if $begins (i32.le_u (local.get $candidate) (local.get $first)))
          (br_if $begins
            (i32.ne
              (i32.load8_u (i32.sub (local.get $at) (i32.const 1)))
              (i32.load8_u (i32.sub (local.get $candidate) (i32.const 1)))))
          (local.set $at (i32.sub (local.get $at) (i32.const 1)))
          (local.set $candidate (i32.sub (local.get $candidate) (i32.const 1)))
          (br $back)))
      (local.set $length (i32.sub (local.get $length) (local.get $at)))
      (local.set $distance (i32.sub (i32.sub (local.get $at) (local.get $candidate)) (i32.const 1)))
      (call $countLiterals (local.get $anchor) (local.get $at))
      (i32.store (local.get $to) (i32.sub (local.get $at) (local.get $anchor)))
      (local.set $at (i32.add (local.get $at) (local.get $length)))
      (local.set $anchor (local.get $at))
      ;; Pieces of 258 bytes at most and 3 at least.
      (loop $pieces
        (local.set $piece
          (select
            (local.get $length)
            (select
              (i32.const 258)
              (i32.sub (local.get $length) (i32.const 3))
              (i32.ge_u (local.get $length) (i32.const 261)))
            (i32.le_u (local.get $length) (i32.const 258))))
        (i32.store offset=4 (local.get $to) (i32.or (local.get $piece) (i32.shl (local.get $distance) (i32.const 16))))
        (call $increment
          (i32.add
            (i32.const 0x4000)
            (i32.shl (i32.and (call $lengthSymbol (local.get $piece)) (i32.const 511)) (i32.const 2))))
        (call $increment
          (i32.add
            (i32.const 0x4800)
            (i32.shl (i32.and (call $distanceSymbol (local.get $distance)) (i32.const 255)) (i32.const 2))))
        (local.set $to (i32.add (local.get $to) (i32.const 8)))
        (i32.store (local.get $to) (i32.const 0))
        (br_if $pieces (local.tee $length (i32.sub (local.get $length) (local.get $piece)))))
      ;; A position inside the match, so that what follows is found sooner.
      (i32.store
        SLOT_BEFORE
        (i32.sub (local.get $at) (i32.const 2)))
      (br $sequence)))
  (call $countLiterals (local.get $anchor) (local.get $end))
  (i32.store (local.get $to) (i32.sub (local.get $end) (local.get $anchor)))
  (i32.store offset=4 (local.get $to) (i32.const 0))
  (i32.add (local.get $to) (i32.const 8)))

;; Writes the codes of sequences, whose bytes lie at `from`, and of the end of a block.
(func (export "writeCodes") (param $sequence i32) (param $last i32) (param $from i32)
  (local $to i32) (local $bits i64) (local $held i64) (local $end i32) (local $code i32) (local $symbol i32)
  (local $match i32) (local $count i32)
  (local.set $to (global.get $to))
  (local.set $bits (global.get $bits))
  (local.set $held (global.get $held))
  (loop $next
    (local.set $end (i32.add (local.get $from) (i32.load (local.get $sequence))))
    (block $done
      (loop $wide
        (br_if $done (i32.gt_u (i32.add (local.get $from) (i32.const 3)) (local.get $end)))
        THREE_LITERALS
        FLUSH
        (local.set $from (i32.add (local.get $from) (i32.const 3)))
        (br $wide)))
    (block $done
      (loop $narrow
        (br_if $done (i32.ge_u (local.get $from) (local.get $end)))
        ONE_LITERAL
        FLUSH
        (local.set $from (i32.add (local.get $from) (i32.const 1)))
        (br $narrow)))
    (local.set $match (i32.load offset=4 (local.get $sequence)))
    (if (local.get $match)
      (then
        (local.set $symbol (call $lengthSymbol (i32.and (local.get $match) (i32.const 0xffff))))
        (local.set $from (i32.add (local.get $from) (i32.and (local.get $match) (i32.const 0xffff))))
        LENGTH_CODE
        LENGTH_REST
        (local.set $match (i32.shr_u (local.get $match) (i32.const 16)))
        (local.set $symbol (call $distanceSymbol (local.get $match)))
        (local.set $count (i32.shr_u (local.get $symbol) (i32.const 8)))
        DISTANCE_CODE
        DISTANCE_REST
        FLUSH
        ))
    (local.set $sequence (i32.add (local.get $sequence) (i32.const 8)))
    (br_if $next (i32.lt_u (local.get $sequence) (local.get $last))))
  END_CODE
  FLUSH
  (global.set $to (local.get $to))
  (global.set $bits (local.get $bits))
  (global.set $held (local.get $held)))
